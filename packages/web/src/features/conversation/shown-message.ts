import type { Message, MessageQuote } from '@kith/protocol/messages.ts'
import type { OwnUser, UserCard } from '@kith/protocol/users.ts'
import type { OutboxEntry } from '@kith/sdk/state.ts'
import type { SendStateName } from './send-state.tsx'

/** A message as it is drawn, stored or not. */
export interface ShownMessage {
  author: UserCard
  body: string
  at: string
  editedAt: string | null
  isDeleted: boolean
  isOwn: boolean
  replyTo: MessageQuote | null
  /** Null for the messages of others. */
  state: SendStateName | null
}

export function ofStored(message: Message, isOwn: boolean, isRead: boolean): ShownMessage {
  return {
    author: message.author,
    body: message.body,
    at: message.createdAt,
    editedAt: message.editedAt,
    isDeleted: message.deletedAt !== null,
    isOwn,
    replyTo: message.replyTo,
    state: !isOwn || message.deletedAt !== null ? null : isRead ? 'read' : 'sent',
  }
}

export function ofPending(entry: OutboxEntry, replyTo: MessageQuote | null, me: OwnUser): ShownMessage {
  return {
    author: me,
    body: entry.body,
    at: new Date(entry.createdAt).toISOString(),
    editedAt: null,
    isDeleted: false,
    isOwn: true,
    replyTo,
    state: entry.state === 'failed' ? 'failed' : 'waiting',
  }
}
