import type { Conversation, Member } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { ServerEvents } from '@kith/protocol/sockets.ts'
import type { Api } from './api.ts'
import { withKey } from './state.ts'
import type { KithState } from './state.ts'
import type { Store } from './store.ts'

/** Up to which places messages have been read, and have reached devices. */
export interface Reach {
  read: number
  delivered: number
}

type Receipts = Pick<KithState, 'readBy' | 'deliveredTo'>

/** Whether it is small enough that members are told how far each of the others is. */
export const hasReceipts = ({ memberCount }: Pick<Conversation, 'memberCount'>): boolean =>
  memberCount <= limits.smallConversationMembers

/** Learns how far the others of a small conversation are. @throws ProblemError, OfflineError */
export async function loadReceipts(api: Api, store: Store, conversationId: string): Promise<void> {
  const { items } = await api.call('GET /api/conversations/:conversationId/members', { conversationId })
  store.update((state) => ({ ...state, ...receiptsFrom(state, conversationId, items) }))
}

/** Of those alone who are in it and show it. What was told since the answer was given is further. */
function receiptsFrom(state: KithState, conversationId: string, members: readonly Member[]): Receipts {
  const read = new Map<string, number>()
  const delivered = new Map<string, number>()
  for (const { user, lastReadSeq, deliveredSeq } of members) {
    if (user.id === state.me?.id || lastReadSeq === null) continue
    read.set(user.id, Math.max(lastReadSeq, state.readBy.get(conversationId)?.get(user.id) ?? 0))
    delivered.set(user.id, Math.max(deliveredSeq ?? 0, state.deliveredTo.get(conversationId)?.get(user.id) ?? 0))
  }
  return {
    readBy: withKey(state.readBy, conversationId, read),
    deliveredTo: withKey(state.deliveredTo, conversationId, delivered),
  }
}

/** Messages have reached devices of others. Of a group that was never looked into nothing is kept. */
export function deliveredApplied(state: KithState, { conversationId, seqs }: ServerEvents['delivered']): KithState {
  const known = knownOf(state.deliveredTo, state, conversationId)
  if (known === null) return state
  const further = new Map(known)
  for (const [userId, seq] of Object.entries(seqs)) {
    if (userId !== state.me?.id) further.set(userId, Math.max(seq, known.get(userId) ?? 0))
  }
  return { ...state, deliveredTo: withKey(state.deliveredTo, conversationId, further) }
}

/** What is known of the others; null where it would be of some alone, and be taken for all. */
export function knownOf(
  all: KithState['readBy'],
  { conversations }: KithState,
  conversationId: string,
): ReadonlyMap<string, number> | null {
  const isDirect = conversations.get(conversationId)?.kind === 'direct'
  return all.get(conversationId) ?? (isDirect ? new Map<string, number>() : null)
}

/** Who has left holds nothing up any more. */
export function withoutReceipts(state: KithState, conversationId: string, userId: string): Receipts {
  const without = (all: KithState['readBy']): KithState['readBy'] => {
    const known = all.get(conversationId)
    return known?.has(userId) === true ? withKey(all, conversationId, withKey(known, userId, undefined)) : all
  }
  return { readBy: without(state.readBy), deliveredTo: without(state.deliveredTo) }
}

/** Up to where all of the others have read, and have received, of those who show it; 0 where nobody does. */
export function reachOf(state: KithState, conversationId: string): Reach {
  const read = state.readBy.get(conversationId)
  const delivered = state.deliveredTo.get(conversationId)
  const people = new Set([...(read?.keys() ?? []), ...(delivered?.keys() ?? [])])
  return {
    read: leastOf([...people].map((id) => read?.get(id) ?? 0)),
    delivered: leastOf([...people].map((id) => Math.max(read?.get(id) ?? 0, delivered?.get(id) ?? 0))),
  }
}

/** The same of a thread: up to where all of the others have read it who follow it and show that. */
export function reachInThread(state: KithState, conversationId: string, threadId: string): Reach {
  const read = leastOf([...(state.threadReads.get(threadId)?.values() ?? [])])
  return { read, delivered: Math.max(read, reachOf(state, conversationId).delivered) }
}

const leastOf = (seqs: readonly number[]): number => (seqs.length === 0 ? 0 : Math.min(...seqs))
