import { excerptOf } from '@kith/protocol/excerpt.ts'
import type { Message, MessageQuote } from '@kith/protocol/messages.ts'

/** `message` with its quote as `quoted` now is: what was deleted may not live on in the answers to it. */
export function requoted(message: Message, quoted: Message): Message {
  if (message.replyTo?.id !== quoted.id) return message
  return { ...message, replyTo: quoteOf(quoted) }
}

/** What an answer to `quoted` shows of it. */
export function quoteOf({
  id,
  seq,
  author,
  body,
  deletedAt,
  attachments,
  sharedFiles,
  sharedPosts,
}: Message): MessageQuote {
  return {
    id,
    seq,
    author,
    excerpt: excerptOf(body),
    isDeleted: deletedAt !== null,
    attachment: attachments[0] ?? null,
    attachmentCount: attachments.length,
    sharedPostCount: sharedPosts.length,
    sharedFileCount: sharedFiles.length,
  }
}
