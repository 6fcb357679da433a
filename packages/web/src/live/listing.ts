import type { Conversation } from '@kith/protocol/conversations.ts'
import { inOrder } from '@kith/sdk/state.ts'
import type { KithState } from '@kith/sdk/state.ts'

let known: KithState['conversations'] | null = null
let sorted: readonly Conversation[] = []

/** One's conversations, newest activity first. Direct ones in which nobody has written yet are left out. */
export function listed(state: KithState): readonly Conversation[] {
  if (state.conversations !== known) {
    known = state.conversations
    sorted = inOrder(state).filter((entry) => entry.kind !== 'direct' || entry.lastSeq > 0)
  }
  return sorted
}

/** How many conversations hold something unread. */
export function unreadConversations(state: KithState): number {
  return listed(state).reduce((count, { unread }) => count + (unread > 0 ? 1 : 0), 0)
}
