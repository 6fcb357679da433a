import type { AppContext } from '../../context.ts'
import { blindToReads } from '../relations/relations.ts'
import { followOf } from './following.ts'
import { placesOf } from './place-rows.ts'

interface Thread {
  threadId: string
  conversationId: string
}

/**
 * Tells the devices of people how they stand to a thread now, and the others of a small conversation how far they have
 * read it. Call after the commit.
 */
export function tellFollows(ctx: AppContext, userIds: readonly string[], thread: Thread): void {
  for (const userId of userIds) {
    if (!ctx.live.isHere(userId)) continue
    ctx.background.run(
      'telling of a thread',
      inTurn(`follow ${userId} ${thread.threadId}`, () => tellFollow(ctx, userId, thread)),
    )
  }
  tellPlaces(ctx, userIds, thread)
}

async function tellFollow(ctx: AppContext, userId: string, thread: Thread): Promise<void> {
  ctx.live.toUser(userId, 'thread', await followOf(ctx.db.read, userId, thread))
}

/** By person and thread, or thread, what is being told: two that are read at once might be told the wrong way round. */
const telling = new Map<string, Promise<void>>()

async function inTurn(key: string, work: () => Promise<void>): Promise<void> {
  const mine = (telling.get(key) ?? Promise.resolve()).then(work, work)
  telling.set(key, mine)
  try {
    await mine
  } finally {
    if (telling.get(key) === mine) telling.delete(key)
  }
}

/** Tells the others of a small conversation how far `userIds` have read a thread, as far as they may see it. */
export function tellPlaces(ctx: AppContext, userIds: readonly string[], thread: Thread): void {
  if (userIds.length === 0) return
  ctx.background.run(
    'telling of places in a thread',
    inTurn(`places ${thread.threadId}`, () => tellPlacesNow(ctx, userIds, thread)),
  )
}

async function tellPlacesNow(ctx: AppContext, userIds: readonly string[], thread: Thread): Promise<void> {
  const { threadId, conversationId } = thread
  for (const place of await placesOf(ctx.db.read, threadId, userIds)) {
    const { user_id: userId, seq, is_following: isFollowing, last_read_seq: lastReadSeq } = place
    const exceptUserIds = [userId, ...(await blindToReads(ctx.db.read, userId, conversationId))]
    ctx.live.toConversation({ conversationId, seq, exceptUserIds }, 'thread_read', {
      conversationId,
      threadId,
      userId,
      seq: isFollowing === 1 ? lastReadSeq : null,
    })
  }
}
