import type { Message } from '@kith/protocol/messages.ts'

export const person = (id: string) => ({ id, username: id, displayName: id, avatarUrl: null })

/** For tests: a message of the conversation `c` with nothing to it but what `more` says. */
export function said(seq: number, author: string, at: Date, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversationId: 'c',
    seq,
    rev: seq,
    kind: 'text',
    author: person(author),
    body: `message ${seq}`,
    system: null,
    clientId: `client ${seq}`,
    createdAt: at.toISOString(),
    editedAt: null,
    deletedAt: null,
    replyTo: null,
    attachments: [],
    sharedFiles: [],
    sharedPosts: [],
    reactions: [],
    threadId: null,
    threadSeq: null,
    thread: null,
    previews: [],
    forwardedFrom: null,
    pinnedAt: null,
    isToAll: false,
    isToHere: false,
    circles: [],
    mentions: [],
    ...more,
  }
}
