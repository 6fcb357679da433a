import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { client } from './client.ts'

/** Where something was marked unread while it is open, and up to where it is not to be read again by that alone. */
let held: { places: readonly string[]; lastSeq: number } | null = null

/**
 * Moves the marker back to before `message`, that of its thread where it is in one; what is on the screen does not move
 * it forward again. @throws ProblemError, OfflineError
 */
export async function markUnread(
  { id, lastSeq }: Conversation,
  { seq, threadId }: Pick<Message, 'seq' | 'threadId'>,
): Promise<void> {
  held = { places: threadId === null ? [id] : [id, threadId], lastSeq }
  await client.marks.markUnread(id, seq)
}

/** Whether seeing the messages up to `seq` is to be told. `place` is a conversation or a thread, by its id. */
export function mayTellRead(place: string, seq: number): boolean {
  return held?.places.includes(place) !== true || seq > held.lastSeq
}

/** It was left: whoever comes back reads it. */
export function letGoOfUnread(place: string): void {
  if (held?.places.at(-1) === place) held = null
}

/** The newest that somebody else wrote, which alone can be unread; null where it is not known. */
export function newestOfOthers({ id, lastMessage }: Conversation): Message | null {
  const { me, timelines } = client.state
  const isOfOthers = ({ kind, author, deletedAt, threadId }: Message): boolean =>
    kind === 'text' && deletedAt === null && threadId === null && author.id !== me?.id
  if (lastMessage !== null && isOfOthers(lastMessage)) return lastMessage
  return timelines.get(id)?.items.findLast(isOfOthers) ?? null
}
