import { limits } from '@kith/protocol/limits.ts'
import type { AppContext } from '../../context.ts'
import { moveDelivered } from '../membership/membership.ts'
import { blindToReads } from '../relations/relations.ts'

/** In one transaction. */
const AT_ONCE = 500

/** A device of `userId` has the messages of the conversation up to `seq`. */
export interface Arrival {
  userId: string
  conversationId: string
  seq: number
}

/**
 * Stores how far messages have reached people, in small conversations, forward only, and tells the others there, as far
 * as they may see who reads. What moves nothing is told to nobody.
 */
export async function storeDelivered(ctx: AppContext, arrivals: readonly Arrival[]): Promise<void> {
  // In one order for all, so that no two writers wait for each other.
  const ordered = arrivals.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)))
  for (let at = 0; at < ordered.length; at += AT_ONCE) await storePiece(ctx, ordered.slice(at, at + AT_ONCE))
}

const orderOf = ({ conversationId, userId }: Arrival): string => `${conversationId} ${userId}`

async function storePiece(ctx: AppContext, arrivals: readonly Arrival[]): Promise<void> {
  const moved = await ctx.db.write(async (tx) => {
    const found: (Arrival & { blind: string[] })[] = []
    for (const arrival of arrivals) {
      const hasMoved = await moveDelivered(tx, { ...arrival, membersMax: limits.smallConversationMembers })
      if (hasMoved) found.push({ ...arrival, blind: await blindToReads(tx, arrival.userId, arrival.conversationId) })
    }
    return found
  })
  for (const [conversationId, here] of Map.groupBy(moved, (arrival) => arrival.conversationId)) {
    const open = here.filter(({ blind }) => blind.length === 0)
    const seqs = Object.fromEntries(open.map(({ userId, seq }) => [userId, seq]))
    if (open.length > 0) ctx.live.toConversation({ conversationId }, 'delivered', { conversationId, seqs })
    for (const { userId, seq, blind } of here) {
      if (blind.length === 0) continue
      const audience = { conversationId, exceptUserIds: [userId, ...blind] }
      ctx.live.toConversation(audience, 'delivered', { conversationId, seqs: { [userId]: seq } })
    }
  }
}
