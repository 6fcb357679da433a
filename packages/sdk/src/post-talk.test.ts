import type { PostComment } from '@kith/protocol/post-comments.ts'
import { expect, test } from 'vitest'
import { begunIn } from './post-talk.ts'
import type { PostTalkState } from './post-talk.ts'

const said = (id: string, part: Partial<PostComment> = {}): PostComment => ({
  id,
  postId: 'post',
  parentId: null,
  author: { id: 'ann', username: 'ann', displayName: 'Ann', avatarUrl: null },
  body: id,
  mentions: {},
  createdAt: '2026-11-22T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  pinnedAt: null,
  likeCount: 0,
  isLiked: false,
  replyCount: 0,
  rev: 1,
  ...part,
})

function shown(comments: readonly PostComment[]): string[] {
  const state: PostTalkState = {
    comments: new Map(comments.map((comment) => [comment.id, comment])),
    pending: [],
    isLoaded: true,
    isLoadingMore: false,
    hasMore: false,
    answers: new Map(),
    isGone: false,
  }
  return begunIn(state).map(({ id }) => id)
}

test('pinned comments stand first, in the order in which they were pinned, then the others, oldest first', () => {
  const comments = [
    said('c', { pinnedAt: '2026-11-22T02:00:00.000Z' }),
    said('b'),
    said('a'),
    said('d', { pinnedAt: '2026-11-22T01:00:00.000Z' }),
  ]
  expect(shown(comments)).toEqual(['d', 'c', 'a', 'b'])
})

test('of what was deleted something stays only where answers stand below it', () => {
  const deletedAt = '2026-11-22T03:00:00.000Z'
  expect(
    shown([said('a', { deletedAt }), said('b', { deletedAt, replyCount: 1 }), said('c', { parentId: 'b' })]),
  ).toEqual(['b'])
})
