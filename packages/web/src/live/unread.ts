import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { client } from './client.ts'

/** The conversation that was marked unread while it is open, and up to where it is not to be read again by that alone. */
let held: { conversationId: string; lastSeq: number } | null = null

/** Moves the marker back to before `seq`; what is on the screen does not move it forward again. @throws ProblemError, OfflineError */
export async function markUnread({ id, lastSeq }: Conversation, seq: number): Promise<void> {
  held = { conversationId: id, lastSeq }
  await client.marks.markUnread(id, seq)
}

/** Whether seeing the messages up to `seq` is to be told. */
export function mayTellRead(conversationId: string, seq: number): boolean {
  return held?.conversationId !== conversationId || seq > held.lastSeq
}

/** The conversation was left: whoever comes back reads it. */
export function letGoOfUnread(conversationId: string): void {
  if (held?.conversationId === conversationId) held = null
}

/** The newest that somebody else wrote, which alone can be unread; null where it is not known. */
export function newestOfOthers({ id, lastMessage }: Conversation): Message | null {
  const { me, timelines } = client.state
  const isOfOthers = ({ kind, author, deletedAt }: Message): boolean =>
    kind === 'text' && deletedAt === null && author.id !== me?.id
  if (lastMessage !== null && isOfOthers(lastMessage)) return lastMessage
  return timelines.get(id)?.items.findLast(isOfOthers) ?? null
}
