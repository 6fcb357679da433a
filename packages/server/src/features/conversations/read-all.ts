import { limits } from '@kith/protocol/limits.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { behindAmong, readToEnd, takePersonalRev } from '../membership/membership.ts'
import { readThreadsToEnd, tellPlaces } from '../threads/threads.ts'
import { blindToReadsAmong } from '../relations/relations.ts'
import { cardsOf } from '../users/users.ts'

/** Conversations in one transaction. */
const AT_ONCE = 200

/**
 * Moves every read marker of the caller to the end, those of threads too, piece by piece; their devices are told once a piece, and in small
 * conversations those of the others who may see it. Resolves with how many were moved.
 */
export async function readAll(ctx: AppContext, caller: Caller): Promise<{ conversations: number }> {
  let conversations = 0
  for (let after = ''; ;) {
    const behind = await behindAmong(ctx.db.read, caller.userId, after, AT_ONCE)
    const last = behind.at(-1)
    if (last === undefined) return { conversations }
    conversations += await readPiece(
      ctx,
      caller.userId,
      behind.map(({ id }) => id),
    )
    after = last.id
  }
}

async function readPiece(ctx: AppContext, userId: string, ids: readonly string[]): Promise<number> {
  const { moved, threads, personalRev, user, blind } = await ctx.db.write(async (tx) => {
    const rev = await takePersonalRev(tx, userId)
    const rows = await readToEnd(tx, userId, ids, rev)
    const inThreads = await readThreadsToEnd(tx, userId, ids, rev)
    const small = rows.filter((row) => row.member_count <= limits.smallConversationMembers).map(({ id }) => id)
    return {
      moved: rows,
      threads: inThreads,
      personalRev: rev,
      user: (await cardsOf(tx, [userId])).get(userId),
      blind: await blindToReadsAmong(tx, userId, small),
    }
  })
  ctx.live.toUser(userId, 'read_all', {
    markers: moved.map((row) => ({ conversationId: row.id, lastReadSeq: row.last_read_seq })),
    personalRev,
  })
  for (const { id: conversationId, last_read_seq: seq } of moved) {
    const unseeing = blind.get(conversationId)
    if (unseeing === undefined || user === undefined) continue
    const audience = { conversationId, exceptUserIds: [userId, ...unseeing] }
    ctx.live.toConversation(audience, 'read', { conversationId, user, seq })
  }
  for (const { thread_id: threadId, conversation_id: conversationId } of threads) {
    if (blind.has(conversationId)) tellPlaces(ctx, [userId], { threadId, conversationId })
  }
  return moved.length
}
