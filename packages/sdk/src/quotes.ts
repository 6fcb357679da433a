import type { Message } from '@kith/protocol/messages.ts'

/** As long as the server makes them. */
const EXCERPT_MAX = 140

/** `message` with its quote as `quoted` now is: what was deleted may not live on in the answers to it. */
export function requoted(message: Message, quoted: Message): Message {
  if (message.replyTo?.id !== quoted.id) return message
  const excerpt = Array.from(quoted.body.replaceAll(/\s+/g, ' ')).slice(0, EXCERPT_MAX).join('')
  return { ...message, replyTo: { ...message.replyTo, excerpt, isDeleted: quoted.deletedAt !== null } }
}
