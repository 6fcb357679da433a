import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Database } from '../../database/database.ts'
import { postFor } from '../post-access/post-access.ts'
import { stateOf } from '../posts/posts.ts'
import { cardsOf } from '../users/users.ts'
import { answersPage, begunPage, commentOn, commentsChanged, pinnedPage } from './comment-rows.ts'
import type { PostCommentRow } from './comment-rows.ts'
import { commentViews } from './comment-view.ts'
import { likesPage } from './like-rows.ts'

const placed = z.strictObject({ at: z.int(), id: z.string() })
const begunCursor = z.union([z.strictObject({ pinned: placed }), z.strictObject({ after: z.string() })])
const answersCursor = z.strictObject({ after: z.string() })

type Asked = CallParsed<'GET /api/posts/:postId/comments'>

/** What was said about a post, or what answers a comment on it. @throws Problem `not-found` */
export async function listComments(
  ctx: AppContext,
  caller: Caller,
  asked: Asked,
): Promise<CallReply<'GET /api/posts/:postId/comments'>> {
  const { read } = ctx.db
  const viewerId = caller.userId
  // Read first: what changes meanwhile has a larger rev.
  const post = await postFor(read, viewerId, asked.postId)
  const rows =
    asked.parentId === undefined
      ? await begunAfter(read, viewerId, asked)
      : await answersAfter(read, viewerId, { ...asked, commentId: asked.parentId })
  const last = rows.length > asked.limit ? rows[asked.limit - 1] : undefined
  return {
    items: await commentViews(read, viewerId, rows.slice(0, asked.limit)),
    nextCursor: last === undefined ? null : writeCursor(placeOf(last)),
    commentsRev: post.comments_rev,
  }
}

function placeOf({ id, pinned_at: at }: PostCommentRow): z.input<typeof begunCursor> {
  return at === null ? { after: id } : { pinned: { at, id } }
}

/** One more than fits the page, where there is one. */
async function begunAfter(
  db: Database['read'],
  viewerId: string,
  { postId, limit, cursor }: Asked,
): Promise<PostCommentRow[]> {
  const from = readCursor(begunCursor, cursor) ?? { pinned: null }
  const begun = { viewerId, postId, limit: limit + 1 }
  const pinned = 'pinned' in from ? await pinnedPage(db, begun, from.pinned) : []
  const room = begun.limit - pinned.length
  const after = 'after' in from ? from.after : ''
  return room === 0 ? pinned : [...pinned, ...(await begunPage(db, { ...begun, limit: room }, after))]
}

async function answersAfter(
  db: Database['read'],
  viewerId: string,
  { postId, commentId, limit, cursor }: Asked & { commentId: string },
): Promise<PostCommentRow[]> {
  const root = await commentOn(db, viewerId, { postId, commentId })
  const after = readCursor(answersCursor, cursor)?.after ?? ''
  return answersPage(db, { viewerId, rootId: root.id, limit: limit + 1 }, after)
}

/** The comments that changed after `since`, as they now are. @throws Problem `not-found` */
export async function listCommentChanges(
  ctx: AppContext,
  caller: Caller,
  { postId, since, limit }: CallParsed<'GET /api/posts/:postId/comments/changes'>,
): Promise<CallReply<'GET /api/posts/:postId/comments/changes'>> {
  const { read } = ctx.db
  const post = await postFor(read, caller.userId, postId)
  const range = { since, upTo: post.comments_rev }
  // What one change did to several comments has one rev, and is not torn apart: an answer and what it answers.
  const asked = { viewerId: caller.userId, postId, limit: limit + 2 }
  const rows = await commentsChanged(read, asked, range)
  const end = rows.findIndex(({ rev }, index) => index >= limit && rev !== rows[index - 1]?.rev)
  const taken = end === -1 ? rows : rows.slice(0, end)
  const more = end !== -1
  return {
    comments: await commentViews(read, caller.userId, taken),
    upTo: more ? (taken.at(-1)?.rev ?? since) : Math.max(since, range.upTo),
    more,
    state: stateOf(post),
  }
}

/** Who likes a comment, newest first. @throws Problem `not-found` */
export async function listCommentLikes(
  ctx: AppContext,
  caller: Caller,
  { postId, commentId, limit, cursor }: CallParsed<'GET /api/posts/:postId/comments/:commentId/likes'>,
): Promise<{ items: UserCard[]; nextCursor: string | null }> {
  const { read } = ctx.db
  const viewerId = caller.userId
  await postFor(read, viewerId, postId)
  await commentOn(read, viewerId, { postId, commentId })
  const rows = await likesPage(read, { viewerId, commentId, limit: limit + 1 }, readCursor(placed, cursor))
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const cards = await cardsOf(
    read,
    shown.map(({ user_id: id }) => id),
  )
  return {
    items: shown.flatMap(({ user_id: id }) => cards.get(id) ?? []),
    nextCursor: last === undefined ? null : writeCursor({ at: last.created_at, id: last.user_id }),
  }
}
