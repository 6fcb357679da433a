import type { PostDraft } from '@kith/protocol/posts.ts'
import { expect, test } from 'vitest'
import { newBegun } from './begun.ts'
import type { Begun } from './begun.ts'
import { mergedDrafts } from './merged-drafts.ts'
import type { Left } from './merged-drafts.ts'
import { movedTo, slideOf } from './slide.ts'

const draft = (id: string, caption: string, changedAt: number): PostDraft => ({
  id,
  caption,
  media: [],
  warning: '',
  audience: 'everyone',
  commentsFrom: 'everyone',
  changedAt: new Date(changedAt).toISOString(),
})

const here = (draftId: string, changedAt: number, part: Partial<Begun> = {}): Left => ({
  begun: { ...newBegun(), draftId, caption: 'here', isOnServer: true, ...part },
  changedAt,
})

const captionsOf = (left: readonly Left[]): string[] => left.map(({ begun }) => begun.caption)
const picture = slideOf({ kind: 'image', name: 'a.jpg', file: new Blob(['a']) })

test('of a draft that is here and on the server the later one counts', () => {
  expect(captionsOf(mergedDrafts([here('a', 2_000)], [draft('a', 'there', 1_000)]))).toEqual(['here'])
  expect(captionsOf(mergedDrafts([here('a', 1_000)], [draft('a', 'there', 2_000)]))).toEqual(['there'])
})

test('what is here with pictures that are not on the server is never given up', () => {
  const begun = here('a', 1_000, { slides: [picture] })
  expect(captionsOf(mergedDrafts([begun], [draft('a', 'there', 2_000)]))).toEqual(['here'])
  expect(captionsOf(mergedDrafts([begun], []))).toEqual(['here'])
})

test('what the server had and has no more was posted elsewhere; without an answer it is kept', () => {
  expect(mergedDrafts([here('a', 1_000)], [])).toEqual([])
  expect(captionsOf(mergedDrafts([here('a', 1_000)], null))).toEqual(['here'])
  expect(captionsOf(mergedDrafts([here('a', 1_000, { isOnServer: false })], []))).toEqual(['here'])
})

test('a picture goes to another place, and no further than the ends', () => {
  const keys = (list: readonly { key: string }[]): string => list.map(({ key }) => key).join('')
  const all = [{ key: 'a' }, { key: 'b' }, { key: 'c' }]
  expect(keys(movedTo(all, 'a', 1))).toBe('bac')
  expect(keys(movedTo(all, 'c', 0))).toBe('cab')
  expect(keys(movedTo(all, 'a', 9))).toBe('bca')
  expect(keys(movedTo(all, 'x', 0))).toBe('abc')
})
