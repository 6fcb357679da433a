import type { Message, MessageQuote } from '@kith/protocol/messages.ts'
import type { Attachment } from '@kith/protocol/uploads.ts'
import type { OwnUser, UserCard } from '@kith/protocol/users.ts'
import type { OutboxEntry } from '@kith/sdk/state.ts'
import type { NamedMany } from '../markdown/markdown.tsx'
import { uploadedById } from '../../live/uploaded.ts'
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
  mentions: Message['mentions']
  many: NamedMany | null
  conversationId: string
  attachments: readonly Attachment[]
  sharedFiles: readonly string[]
  sharedPosts: readonly string[]
  /** Whether it waits here and is not stored yet. */
  isPending: boolean
  forwardedFrom: Message['forwardedFrom']
  pinnedAt: string | null
  /** Null for the messages of others. */
  state: SendStateName | null
}

/** How far a stored message of one's own has come with all who show it. */
export type Reach = 'sent' | 'delivered' | 'read'

export function ofStored(message: Message, isOwn: boolean, reach: Reach): ShownMessage {
  return {
    author: message.author,
    body: message.body,
    at: message.createdAt,
    editedAt: message.editedAt,
    isDeleted: message.deletedAt !== null,
    isOwn,
    replyTo: message.replyTo,
    mentions: message.mentions,
    many: message,
    conversationId: message.conversationId,
    attachments: message.deletedAt === null ? message.attachments : [],
    sharedFiles: message.deletedAt === null ? message.sharedFiles : [],
    sharedPosts: message.deletedAt === null ? message.sharedPosts : [],
    isPending: false,
    forwardedFrom: message.forwardedFrom,
    pinnedAt: message.pinnedAt,
    state: !isOwn || message.deletedAt !== null ? null : reach,
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
    mentions: [],
    many: null,
    conversationId: entry.conversationId,
    attachments: uploadedById(entry.attachmentIds),
    sharedFiles: entry.fileIds ?? [],
    sharedPosts: entry.postIds ?? [],
    isPending: true,
    forwardedFrom: null,
    pinnedAt: null,
    state: entry.state === 'failed' ? 'failed' : 'waiting',
  }
}
