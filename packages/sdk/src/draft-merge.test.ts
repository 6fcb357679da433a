import type { Draft } from '@kith/protocol/drafts.ts'
import { expect, test } from 'vitest'
import { afterNews, afterStored, noDraft } from './draft-merge.ts'

const NOW = 1_000_000

const news = (body: string, personalRev: number, at = NOW): Draft => ({
  conversationId: 'c',
  threadId: null,
  body,
  replyTo: null,
  updatedAt: new Date(at).toISOString(),
  personalRev,
})
const unsent = (body: string, writtenAt: number) => ({ ...noDraft, body, writtenAt, rev: 1, isSent: false })

test('what is older than what is known changes nothing, and what is sent gives way without a trace', () => {
  const here = { ...noDraft, body: 'known', rev: 7 }
  expect(afterNews(here, news('late', 7), NOW)).toBe(here)
  expect(afterNews(here, news('next', 8), NOW)).toMatchObject({ body: 'next', rev: 8, isSent: true, other: null })
})

test('of two that were written apart the newer wins, and the older is kept', () => {
  const older = afterNews(unsent('mine', NOW - 60_000), news('theirs', 2), NOW)
  expect(older).toMatchObject({ body: 'theirs', isSent: true, other: { body: 'mine' } })
  const newer = afterNews(unsent('mine', NOW - 60_000), news('theirs', 2, NOW - 90_000), NOW)
  expect(newer).toMatchObject({ body: 'mine', isSent: false, rev: 2, other: { body: 'theirs' } })
})

test('words that are being written are not taken away, and no device’s deletion takes what was not sent', () => {
  expect(afterNews(unsent('mine', NOW - 1_000), news('theirs', 2, NOW + 9_000), NOW).body).toBe('mine')
  expect(afterNews(unsent('mine', NOW - 60_000), news('', 2), NOW)).toMatchObject({ body: 'mine', other: null })
})

test('what the winner holds already is not kept beside it', () => {
  expect(afterNews(unsent('hello', NOW - 60_000), news('hello you', 2), NOW).other).toBe(null)
})

test('what another device had stored right before is kept, and what was written since is sent again', () => {
  const sent = unsent('mine', NOW)
  expect(afterStored(sent, sent, 5, news('theirs', 4))).toMatchObject({
    isSent: true,
    rev: 5,
    other: { body: 'theirs' },
  })
  expect(afterStored(sent, sent, 5, news('earlier', 1)).other).toBe(null)
  expect(afterStored({ ...sent, body: 'mine, and more' }, sent, 5, undefined).isSent).toBe(false)
})
