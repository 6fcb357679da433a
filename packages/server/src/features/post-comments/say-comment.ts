import { randomUUIDv7 } from 'node:crypto'
import { limits } from '@kith/protocol/limits.ts'
import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { postFor, postTaking } from '../post-access/post-access.ts'
import { tellPost } from '../posts/posts.ts'
import { commentByClientId, commentById, commentOn, countAnswer, countComment, insertComment } from './comment-rows.ts'
import type { PostCommentRow } from './comment-rows.ts'
import { commentView } from './comment-view.ts'
import { nameIn } from './mentions.ts'

type Input = CallParsed<'POST /api/posts/:postId/comments'>
interface Said {
  comment: PostComment
  isNew: boolean
}

/**
 * Says something about a post, or answers: an answer to an answer stands beside it. The same clientId again gives the
 * first one as it now is (`isNew` false).
 * @throws Problem `not-found`, `forbidden`, `client-id-reused`, `validation-failed` (too many answers), `rate-limited`,
 *   `not-durable`
 */
export async function sayComment(ctx: AppContext, caller: Caller, input: Input): Promise<Said> {
  ctx.limiter.take('comment', caller.userId)
  try {
    const said = await ctx.db.write((tx) => say(ctx, tx, caller, input))
    if (said.isNew) {
      ctx.jobs.wake()
      tellPost(ctx, input.postId)
    }
    return said
  } catch (error) {
    // Two at once: the other one was first.
    if (!isUniqueViolation(error)) throw error
    const before = await ctx.db.write((tx) => saidBefore(tx, caller, input))
    if (before === null) throw error
    return { comment: before, isNew: false }
  }
}

async function say(ctx: AppContext, tx: Tx, caller: Caller, input: Input): Promise<Said> {
  const { postId, body, clientId, parentId } = input
  const before = await saidBefore(tx, caller, input)
  if (before !== null) return { comment: before, isNew: false }
  const now = ctx.now()
  const post = await postTaking(tx, caller.userId, postId)
  if (post.may_comment !== 1) throw new Problem('forbidden')
  const answered = parentId === undefined ? null : await commentOn(tx, caller.userId, { postId, commentId: parentId })
  if (answered !== null && answered.deleted_at !== null) throw new Problem('not-found')
  const rootId = answered?.parent_id ?? answered?.id ?? null
  const row: PostCommentRow = {
    id: randomUUIDv7(),
    post_id: postId,
    parent_id: rootId,
    author_id: caller.userId,
    client_id: clientId,
    body,
    created_at: now,
    edited_at: null,
    deleted_at: null,
    pinned_at: null,
    rev: post.rev,
    like_count: 0,
    reply_count: 0,
  }
  await insertComment(tx, row)
  if (rootId !== null) {
    await refuseTooMany(tx, rootId)
    await countAnswer(tx, rootId, 1, post.rev)
  }
  await countComment(tx, postId, 1, post.rev)
  await nameIn(tx, row)
  const answeredId = answered === null ? {} : { answeredId: answered.id }
  await enqueue(tx, 'notify-post-comment', { commentId: row.id, ...answeredId }, { now })
  return { comment: await commentView(tx, caller.userId, row), isNew: true }
}

/** @throws Problem `validation-failed` where `rootId` has as many answers as there may be */
async function refuseTooMany(tx: Tx, rootId: string): Promise<void> {
  const root = await commentById(tx, rootId)
  if (root === undefined) throw new Problem('not-found')
  if (root.reply_count < limits.commentRepliesMax) return
  throw new Problem('validation-failed', {
    errors: [
      { path: 'parentId', code: 'too_big', message: `a comment has at most ${limits.commentRepliesMax} answers` },
    ],
  })
}

/** What was stored under this clientId before, or null. @throws Problem `not-found`, `client-id-reused` */
async function saidBefore(tx: Tx, caller: Caller, input: Input): Promise<PostComment | null> {
  const first = await commentByClientId(tx, caller.userId, input.clientId)
  if (first === undefined) return null
  await postFor(tx, caller.userId, first.post_id)
  const answered = input.parentId === undefined ? undefined : await commentById(tx, input.parentId)
  const isSameText = first.body === input.body || first.edited_at !== null || first.deleted_at !== null
  const isSame =
    first.post_id === input.postId && first.parent_id === (answered?.parent_id ?? input.parentId ?? null) && isSameText
  if (!isSame) throw new Problem('client-id-reused')
  return commentView(tx, caller.userId, first)
}
