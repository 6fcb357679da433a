import type { Message } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import { rowsOf } from './rows.ts'
import { person, said as saidAt } from './said.ts'
import { threadRowsOf } from './thread-rows.ts'

const me = person('me')

const said = (seq: number, author: string, day: number, more: Partial<Message> = {}): Message =>
  saidAt(seq, author, new Date(2026, 4, day, 12), more)

const thread = (replyCount: number) => ({
  replyCount,
  lastReplyAt: new Date(2026, 4, 4).toISOString(),
  lastRepliers: [],
})
const reply = (seq: number, author: string, day: number): Message => said(seq, author, day, { threadId: 'm1' })
const kinds = (rows: readonly { kind: string }[]): string[] => rows.map(({ kind }) => kind)
const plain = { outbox: [], me, newAfterSeq: null }

test('a thread begins with its message, says how many answered, and names a day only where it is another', () => {
  const root = said(1, 'noor', 3, { thread: thread(2) })
  const window = { root, items: [reply(2, 'me', 3), reply(5, 'noor', 4)], hasBefore: false, hasAfter: false }
  const rows = threadRowsOf({ window, ...plain })
  expect(kinds(rows)).toEqual(['message', 'replies', 'message', 'day', 'message'])
  expect(rows[1]).toMatchObject({ count: 2 })
})

test('between the message and the answers that are here stands that more are to come', () => {
  const root = said(1, 'noor', 3, { thread: thread(80) })
  const window = { root, items: [reply(7, 'me', 4), reply(8, 'noor', 4)], hasBefore: true, hasAfter: false }
  expect(kinds(threadRowsOf({ window, ...plain }))).toEqual(['message', 'replies', 'gap', 'message'])
})

test('without an answer it says so, until the first one waits to be sent', () => {
  const window = { root: said(1, 'noor', 3), items: [], hasBefore: false, hasAfter: false }
  expect(threadRowsOf({ window, ...plain })[1]).toMatchObject({ kind: 'replies', count: 0 })
  const entry = {
    clientId: 'x',
    conversationId: 'c',
    body: 'on its way',
    replyTo: null,
    threadId: 'm1',
    createdAt: new Date(2026, 4, 3, 13).getTime(),
    state: 'waiting' as const,
    problem: null,
  }
  expect(kinds(threadRowsOf({ window, ...plain, outbox: [entry] }))).toEqual(['message', 'pending'])
})

test('among the rest, answers in different threads do not run into each other, and know what they answer', () => {
  const root = said(1, 'noor', 3, { thread: thread(1) })
  const items = [root, said(2, 'me', 3), said(3, 'me', 3, { threadId: 'm1' }), said(4, 'me', 3, { threadId: 'gone' })]
  const rows = rowsOf({ window: { items, hasBefore: false, hasAfter: false }, ...plain })
  const messages = rows.flatMap((row) => (row.kind === 'message' ? [[row.isFirst, row.root?.id ?? null]] : []))
  expect(messages).toEqual([
    [true, null],
    [true, null],
    [true, 'm1'],
    [true, null],
  ])
})
