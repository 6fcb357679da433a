import { randomUUIDv7 } from 'node:crypto'
import type { Message, SystemEvent } from '@kith/protocol/messages.ts'
import type { Tx } from '../../database/database.ts'
import { insertMessage } from './message-rows.ts'
import { asMessages } from './message-view.ts'
import { storedForm } from './system-events.ts'

/** Writes an announcement at a place that was taken for it. Its author is who did it. */
export async function insertAnnouncement(
  tx: Tx,
  place: { conversationId: string; authorId: string; seq: number; rev: number; now: number },
  event: SystemEvent,
): Promise<Message> {
  const row = {
    id: randomUUIDv7(),
    conversation_id: place.conversationId,
    seq: place.seq,
    rev: place.rev,
    kind: 'system' as const,
    author_id: place.authorId,
    body: '',
    client_id: null,
    system: storedForm(event),
    reply_to_id: null,
    created_at: place.now,
    edited_at: null,
    deleted_at: null,
    parts: 0,
    thread_id: null,
    thread_seq: null,
  }
  await insertMessage(tx, row)
  const [message] = await asMessages(tx, [row], 0)
  if (message === undefined) throw new Error('an announcement has no form')
  return message
}
