import type { Message } from '@kith/protocol/messages.ts'
import { reachInThread, reachOf } from '@kith/sdk/receipts.ts'
import { useKith } from '../../live/use-kith.ts'
import type { Reach } from './shown-message.ts'

/** How far a message of one's own has come: in its thread, where it is in one. */
export function useReach({ conversationId, threadId, seq }: Message, isOwn: boolean): Reach {
  return useKith((state) => {
    if (!isOwn) return 'sent'
    const { read, delivered } =
      threadId === null ? reachOf(state, conversationId) : reachInThread(state, conversationId, threadId)
    if (seq <= read) return 'read'
    return seq <= delivered ? 'delivered' : 'sent'
  })
}
