import { randomUUIDv7 } from 'node:crypto'
import type { Post } from '@kith/protocol/posts.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { tagsIn } from '@kith/protocol/tags.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { announcePost } from '../post-access/post-access.ts'
import type { PostRow } from '../post-access/post-access.ts'
import { lockUser } from '../users/users.ts'
import { removeDraft } from './drafts.ts'
import { nameIn } from './mentions.ts'
import { takeMedia } from './post-media.ts'
import { insertMedia, insertPost, mediaOf, postByClientId, putTags } from './post-rows.ts'
import { levelOf, postView } from './post-view.ts'

type Input = CallParsed<'POST /api/posts'>

interface Stored {
  post: Post
  isNew: boolean
  /** What went with the draft. */
  freed: string[]
}

/**
 * Posts. The same clientId again gives the first post as it now is (`isNew` false).
 * @throws Problem `not-found`, `validation-failed` (an upload that is not the caller’s, or cannot be posted),
 *   `client-id-reused`, `rate-limited`, `not-durable`
 */
export async function createPost(
  ctx: AppContext,
  caller: Caller,
  input: Input,
): Promise<{ post: Post; isNew: boolean }> {
  ctx.limiter.take('post', caller.userId)
  try {
    const { freed, ...made } = await ctx.db.write((tx) => store(ctx, tx, caller, input))
    ctx.jobs.wake()
    if (made.isNew) {
      ctx.db.postSearch.changed(made.post.id)
      announcePost(ctx, { id: made.post.id, author_id: caller.userId, level: levelOf(made.post.audience) })
    }
    await ctx.media.removeUnused(freed)
    return made
  } catch (error) {
    // Two at once: the other one was first.
    if (!isUniqueViolation(error)) throw error
    const before = await ctx.db.write((tx) => storedBefore(tx, caller, input))
    if (before === null) throw error
    return { post: before, isNew: false }
  }
}

async function store(ctx: AppContext, tx: Tx, caller: Caller, input: Input): Promise<Stored> {
  const before = await storedBefore(tx, caller, input)
  if (before !== null) return { post: before, isNew: false, freed: [] }
  // As for all that is done to drafts: two of these would wait for each other over what they show.
  if (input.draftId !== undefined) await lockUser(tx, caller.userId)
  const media = await takeMedia(tx, caller.userId, input)
  const row: PostRow = {
    id: randomUUIDv7(),
    author_id: caller.userId,
    client_id: input.clientId,
    caption: input.caption,
    level: levelOf(input.audience),
    comments_from: input.commentsFrom,
    warning: input.warning,
    media_count: media.length,
    created_at: ctx.now(),
    edited_at: null,
    rev: 1,
    content_rev: 1,
    comments_rev: 0,
    like_count: 0,
    comment_count: 0,
  }
  await insertPost(tx, row)
  await insertMedia(
    tx,
    media.map((one) => ({ ...one, post_id: row.id })),
  )
  await putTags(tx, row.id, tagsIn(row.caption))
  const isNaming = await nameIn(tx, row)
  if (isNaming) await enqueue(tx, 'notify-post', { postId: row.id }, { now: row.created_at })
  const freed = input.draftId === undefined ? [] : await removeDraft(ctx, tx, caller.userId, input.draftId)
  return { post: await postView(tx, caller.userId, row.id), isNew: true, freed: freed ?? [] }
}

/** What was stored under this clientId before, or null. @throws Problem `client-id-reused` */
async function storedBefore(tx: Tx, caller: Caller, input: Input): Promise<Post | null> {
  const first = await postByClientId(tx, caller.userId, input.clientId)
  if (first === undefined) return null
  const shown = await mediaOf(tx, [first.id])
  const isSame =
    (first.caption === input.caption || first.edited_at !== null) &&
    shown.length === input.uploadIds.length &&
    shown.every(({ id }, index) => id === input.uploadIds[index])
  if (!isSame) throw new Problem('client-id-reused')
  return postView(tx, caller.userId, first.id)
}
