import type { Message } from '@kith/protocol/messages.ts'

/** What the address of a conversation says where one message is to be shown: its place, and its thread if it is in one. */
export function searchOf({ seq, threadId }: Pick<Message, 'seq' | 'threadId'>): { at: number; thread?: string } {
  return threadId === null ? { at: seq } : { at: seq, thread: threadId }
}

/** Where a message is, within this place. */
export function addressOfMessage(message: Pick<Message, 'conversationId' | 'seq' | 'threadId'>): string {
  const thread = message.threadId === null ? '' : `thread=${message.threadId}&`
  return `/chats/${message.conversationId}?${thread}at=${message.seq}`
}
