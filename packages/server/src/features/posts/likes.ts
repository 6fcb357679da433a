import type { PostMark, PostState } from '@kith/protocol/posts.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { personalHead, takePersonalRev } from '../membership/membership.ts'
import { postFor, postTaking } from '../post-access/post-access.ts'
import { cardsOf } from '../users/users.ts'
import { addToLikes, deleteLike, insertLike, likedBy, likePage } from './mark-rows.ts'
import { markOf, stateOf } from './post-view.ts'
import { tellPost } from './tell-post.ts'

interface Liked {
  state: PostState
  mark: PostMark
}

/** Thrown to give back the revs that were taken: nothing changed. */
class Unchanged extends Error {}

/** @throws Problem `not-found`, `rate-limited`, `not-durable` */
export async function likePost(ctx: AppContext, caller: Caller, postId: string): Promise<Liked> {
  const row = { post_id: postId, user_id: caller.userId, created_at: ctx.now() }
  return change(ctx, caller, postId, async (tx) => ((await insertLike(tx, row)) ? 1 : 0))
}

/** @throws Problem `not-found`, `rate-limited`, `not-durable` */
export async function unlikePost(ctx: AppContext, caller: Caller, postId: string): Promise<Liked> {
  return change(ctx, caller, postId, async (tx) => ((await deleteLike(tx, postId, caller.userId)) ? -1 : 0))
}

/** `decide` says by how many likes there are more now. */
async function change(
  ctx: AppContext,
  { userId }: Caller,
  postId: string,
  decide: (tx: Tx) => Promise<number>,
): Promise<Liked> {
  ctx.limiter.take('like', userId)
  try {
    const liked = await ctx.db.write(async (tx) => {
      await postTaking(tx, userId, postId)
      const by = await decide(tx)
      if (by === 0) throw new Unchanged()
      await addToLikes(tx, postId, by)
      await enqueue(tx, 'notify-post-like', { postId, userId }, { now: ctx.now() })
      const personalRev = await takePersonalRev(tx, userId)
      const state = stateOf(await postFor(tx, userId, postId))
      return { state, mark: await markOf(tx, userId, postId, personalRev) }
    })
    ctx.live.toUser(userId, 'post_mark', liked.mark)
    tellPost(ctx, postId)
    ctx.jobs.wake()
    return liked
  } catch (error) {
    if (!(error instanceof Unchanged)) throw error
    // Read first: what changes in between is told again.
    const personalRev = await personalHead(ctx.db.read, userId)
    const state = stateOf(await postFor(ctx.db.read, userId, postId))
    return { state, mark: await markOf(ctx.db.read, userId, postId, personalRev) }
  }
}

const likeCursor = z.strictObject({ at: z.int(), id: z.string() })

/** Who likes a post, newest first. @throws Problem `not-found` */
export async function listLikes(
  ctx: AppContext,
  caller: Caller,
  { postId, limit, cursor }: CallParsed<'GET /api/posts/:postId/likes'>,
): Promise<CallReply<'GET /api/posts/:postId/likes'>> {
  const db = ctx.db.read
  await postFor(db, caller.userId, postId)
  const place = { postId, viewerId: caller.userId }
  const rows = await likePage(db, place, limit + 1, readCursor(likeCursor, cursor))
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const cards = await cardsOf(
    db,
    shown.map(({ user_id: id }) => id),
  )
  return {
    items: shown.flatMap(({ user_id: id }) => cards.get(id) ?? []),
    nextCursor: last === undefined ? null : writeCursor({ at: last.created_at, id: last.user_id }),
  }
}

const AT_ONCE = 100

/** Takes back all likes of posts that `userId` gave. */
export async function takeLikesBack(ctx: AppContext, userId: string): Promise<void> {
  for (;;) {
    const some = await likedBy(ctx.db.read, userId, AT_ONCE)
    for (const postId of some) {
      await ctx.db.write(async (tx) => {
        // The post is locked first, as whoever deletes it does.
        await addToLikes(tx, postId, 0, 1)
        if (await deleteLike(tx, postId, userId)) await addToLikes(tx, postId, -1)
      })
      tellPost(ctx, postId)
    }
    if (some.length < AT_ONCE) return
  }
}
