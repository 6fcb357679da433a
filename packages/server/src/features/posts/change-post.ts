import type { Post } from '@kith/protocol/posts.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { tagsIn } from '@kith/protocol/tags.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { dropUnshown } from '../attachments/attachments.ts'
import { mayAdminister } from '../place/place.ts'
import { postTaking } from '../post-access/post-access.ts'
import type { PostRow } from '../post-access/post-access.ts'
import { nameIn } from './mentions.ts'
import { deletePostRow, mediaOf, postsAfter, putTags, setAlt, toldOf, updatePost } from './post-rows.ts'
import { levelOf, postView } from './post-view.ts'
import { tellPost } from './tell-post.ts'

type Input = CallParsed<'PATCH /api/posts/:postId'>

/** Thrown to give back the rev that was taken: nothing changed. */
class Unchanged extends Error {}

/**
 * Says a post otherwise, or shows it to others; who loses it by that is told at once.
 * @throws Problem `not-found`, `forbidden`, `validation-failed` (nothing would be left), `not-durable`
 */
export async function editPost(ctx: AppContext, caller: Caller, input: Input): Promise<Post> {
  try {
    const post = await ctx.db.write(async (tx) => {
      const row = await postTaking(tx, caller.userId, input.postId)
      if (row.author_id !== caller.userId) throw new Problem('forbidden')
      await change(ctx, tx, row, input)
      return postView(tx, caller.userId, row.id)
    })
    ctx.db.postSearch.changed(post.id)
    tellPost(ctx, post.id)
    ctx.jobs.wake()
    return post
  } catch (error) {
    if (!(error instanceof Unchanged)) throw error
    return postView(ctx.db.read, caller.userId, input.postId)
  }
}

/** @throws Unchanged */
async function change(ctx: AppContext, tx: Tx, row: PostRow, input: Input): Promise<void> {
  const { caption = row.caption, warning = row.warning, commentsFrom = row.comments_from } = input
  const level = input.audience === undefined ? row.level : levelOf(input.audience)
  const isCaptionNew = caption !== row.caption
  if (isCaptionNew && caption.trim() === '' && row.media_count === 0) {
    const message = 'needs a caption or a picture'
    throw new Problem('validation-failed', { errors: [{ path: 'caption', code: 'custom', message }] })
  }
  const areAltsNew = await changeAlts(tx, row.id, new Map(Object.entries(input.alts ?? {})))
  const isChanged =
    isCaptionNew || areAltsNew || warning !== row.warning || commentsFrom !== row.comments_from || level !== row.level
  if (!isChanged) throw new Unchanged()
  await updatePost(tx, row.id, {
    caption,
    warning,
    comments_from: commentsFrom,
    level,
    content_rev: row.rev,
    ...(isCaptionNew ? { edited_at: ctx.now() } : {}),
  })
  if (isCaptionNew) await putTags(tx, row.id, tagsIn(caption))
  if (!isCaptionNew && level === row.level) return
  const isNaming = await nameIn(tx, { ...row, caption })
  if (isNaming) await enqueue(tx, 'notify-post', { postId: row.id }, { now: ctx.now() })
}

/** Of uploads that the post does not show nothing is kept. */
async function changeAlts(tx: Tx, postId: string, alts: ReadonlyMap<string, string>): Promise<boolean> {
  if (alts.size === 0) return false
  let isChanged = false
  for (const { id, alt: before } of await mediaOf(tx, [postId])) {
    const alt = alts.get(id) ?? before
    if (alt === before) continue
    await setAlt(tx, postId, id, alt)
    isChanged = true
  }
  return isChanged
}

/**
 * Takes a post away with all that hangs on it, and the bytes that nothing else shows.
 * @throws Problem `not-found`, `forbidden`, `not-durable`
 */
export async function deletePost(ctx: AppContext, caller: Caller, postId: string): Promise<void> {
  const { authorId, freed } = await ctx.db.write(async (tx) => {
    const row = await postTaking(tx, caller.userId, postId)
    if (row.author_id !== caller.userId && !mayAdminister(caller, 'remove-posts')) throw new Problem('forbidden')
    return { authorId: row.author_id, freed: await dropPost(ctx, tx, postId) }
  })
  ctx.db.postSearch.changed(postId)
  ctx.live.postGone(postId, authorId)
  ctx.jobs.wake()
  await ctx.media.removeUnused(freed)
}

const AT_ONCE = 100
/** Of still more people the others learn it when they look next. */
const TOLD_MAX = 2_000

/** Takes away all that `userId` posted. */
export async function erasePosts(ctx: AppContext, userId: string): Promise<void> {
  for (;;) {
    const rows = await postsAfter(ctx.db.read, userId, '', AT_ONCE)
    for (const { id } of rows) {
      const freed = await ctx.db.write((tx) => dropPost(ctx, tx, id))
      ctx.db.postSearch.changed(id)
      ctx.live.postGone(id, userId)
      await ctx.media.removeUnused(freed)
    }
    if (rows.length < AT_ONCE) return
  }
}

async function dropPost(ctx: AppContext, tx: Tx, postId: string): Promise<string[]> {
  // Their notices of it go with it.
  const userIds = await toldOf(tx, postId, TOLD_MAX)
  if (userIds.length > 0) await enqueue(tx, 'recount-notices', { userIds }, { now: ctx.now() })
  return dropUnshown(ctx, tx, await deletePostRow(tx, postId))
}
