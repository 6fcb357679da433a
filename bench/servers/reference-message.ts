import { randomUUID } from 'node:crypto'

/** A message of the same shape and size as Kith's, so that every server puts the same bytes on the wire. */
export function referenceMessage(
  sent: { conversationId: string; body: string; clientId: string },
  userId: string,
  seq: number,
): object {
  return {
    id: randomUUID(),
    conversationId: sent.conversationId,
    seq,
    rev: seq,
    kind: 'text',
    author: { id: userId, username: 'bench', displayName: 'Bench', avatarUrl: null },
    body: sent.body,
    system: null,
    clientId: sent.clientId,
    createdAt: new Date().toISOString(),
    editedAt: null,
    deletedAt: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    mentions: [],
  }
}
