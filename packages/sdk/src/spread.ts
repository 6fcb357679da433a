import type { Conversation } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'

/** A thousand devices that ask come within a second. */
const MS_A_MEMBER = 1
const SPREAD_MAX_MS = 60_000

/**
 * Does `ask` at once, or a moment later where every device in a large conversation asks after the same message: each
 * draws a moment of its own. What names `myId` alone does not wait.
 */
export function spread(entry: Conversation, payload: Message | object, myId: string, ask: () => void): void {
  const isMine = 'mentions' in payload && payload.mentions.some(({ id }) => id === myId)
  if (isMine || entry.memberCount <= limits.smallConversationMembers) ask()
  else setTimeout(ask, Math.random() * Math.min(SPREAD_MAX_MS, entry.memberCount * MS_A_MEMBER))
}
