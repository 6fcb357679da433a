import { excerptOf } from '@kith/protocol/excerpt.ts'
import type { Message } from '@kith/protocol/messages.ts'

/** `message` with its quote as `quoted` now is: what was deleted may not live on in the answers to it. */
export function requoted(message: Message, quoted: Message): Message {
  if (message.replyTo?.id !== quoted.id) return message
  const excerpt = excerptOf(quoted.body)
  return { ...message, replyTo: { ...message.replyTo, excerpt, isDeleted: quoted.deletedAt !== null } }
}
