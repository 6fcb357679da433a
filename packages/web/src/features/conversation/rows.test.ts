import type { Message } from '@kith/protocol/messages.ts'
import { expect, test } from 'vitest'
import { rowsOf } from './rows.ts'
import { said as saidAt } from './said.ts'

const said = (seq: number, author: string, minute: number, more: Partial<Message> = {}): Message =>
  saidAt(seq, author, new Date(2026, 4, 3, 12, minute), more)

const waiting = (clientId: string) => ({
  clientId,
  conversationId: 'c',
  body: 'waiting',
  replyTo: null,
  createdAt: new Date(2026, 4, 3, 12, 4).getTime(),
  state: 'waiting' as const,
  problem: null,
})

const me = { id: 'ana' }

test('what one person says in one go is one group', () => {
  const items = [said(1, 'ben', 0), said(2, 'ben', 1), said(3, 'ana', 2), said(4, 'ben', 3), said(5, 'ben', 20)]
  const rows = rowsOf({ window: { items, hasBefore: false, hasAfter: false }, outbox: [], me, newAfterSeq: null })
  const flags = rows.flatMap((row) => ('isFirst' in row ? [[row.isFirst, row.isLast]] : []))
  expect(flags).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
    [true, true],
  ])
})

test('each day has its line, and the new line stands before the first that another wrote since', () => {
  const items = [
    said(1, 'ben', 0, { createdAt: new Date(2026, 4, 2, 9).toISOString() }),
    said(2, 'ana', 1),
    said(3, 'ana', 2),
    said(4, 'ben', 3),
  ]
  const rows = rowsOf({ window: { items, hasBefore: false, hasAfter: false }, outbox: [], me, newAfterSeq: 2 })
  expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message', 'day', 'message', 'message', 'new', 'message'])
})

test('what waits stands at the end under the key it keeps, once, and not where the end is not shown', () => {
  const items = [said(1, 'ben', 0), said(2, 'ana', 1, { clientId: 'b' })]
  const outbox = [waiting('b'), waiting('c')]
  const rows = rowsOf({ window: { items, hasBefore: false, hasAfter: false }, outbox, me, newAfterSeq: null })
  expect(rows.map(({ key }) => key)).toEqual(['day 1', 'client 1', 'b', 'c'])
  expect(rows.at(-1)).toMatchObject({ kind: 'pending', isFirst: false, isLast: true })
  expect(rowsOf({ window: { items, hasBefore: false, hasAfter: true }, outbox, me, newAfterSeq: null })).toHaveLength(3)
  expect(rowsOf({ window: undefined, outbox, me, newAfterSeq: null }).map(({ kind }) => kind)).toEqual([
    'day',
    'pending',
    'pending',
  ])
})

test('what is loaded in front changes the look of nothing that was there', () => {
  const items = Array.from({ length: 40 }, (_, index) => said(index + 1, index % 3 === 0 ? 'ana' : 'ben', index * 2))
  const look = (from: number) =>
    rowsOf({
      window: { items: items.slice(from), hasBefore: from > 0, hasAfter: false },
      outbox: [],
      me,
      newAfterSeq: 30,
    })
  const all = look(0)
  for (let from = 1; from < 30; from++) {
    const part = look(from)
    expect(part).toEqual(all.slice(-part.length))
    expect(part.length).toBeGreaterThanOrEqual(40 - from)
  }
  // Where the line stands further up, none stands here.
  expect(look(33).map(({ kind }) => kind)).not.toContain('new')
})
