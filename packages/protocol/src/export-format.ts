import { z } from 'zod'
import { id, timestamp } from './ids.ts'
import { commentsFrom, postAudience } from './posts.ts'
import { attachmentKind } from './uploads.ts'
import { privacy, profileLink, threadPlace, userStatus } from './users.ts'

/*
 * What is in a copy of one's own data: of each file its schema. docs/export.md tells it in words. A change that old
 * readers would stumble over takes the next `version`.
 */

/** Others are named as they are called here, and by nothing more. */
const named = z.strictObject({ id, username: z.string(), displayName: z.string() })

const counts = z.strictObject({
  relations: z.int(),
  conversations: z.int(),
  messages: z.int(),
  drafts: z.int(),
  threads: z.int(),
  circles: z.int(),
  formerTexts: z.int(),
  reactions: z.int(),
  saved: z.int(),
  sessions: z.int(),
  tokens: z.int(),
  securityLog: z.int(),
  attachments: z.int(),
  pictures: z.int(),
  posts: z.int(),
  postComments: z.int(),
  postLikes: z.int(),
  savedPosts: z.int(),
  postDrafts: z.int(),
})

/** What a post says, as one's own copy has it. */
const postContent = { caption: z.string(), warning: z.string(), audience: postAudience, commentsFrom }

export const exportFiles = {
  'manifest.json': z.strictObject({
    format: z.literal('kith-export'),
    version: z.literal(1),
    place: z.string(),
    exportedAt: timestamp,
    counts,
  }),
  'profile.json': z.strictObject({
    id,
    username: z.string(),
    formerUsernames: z.array(z.string()),
    displayName: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    isEmailVerified: z.boolean(),
    bio: z.string(),
    status: userStatus.nullable(),
    links: z.array(profileLink),
    role: z.string(),
    face: z.string().nullable(),
    createdAt: timestamp,
  }),
  'settings.json': z.strictObject({
    privacy,
    threads: threadPlace,
    /** Up to which post one has come at home, and words of which one wants to read nothing. */
    feed: z.strictObject({ seenId: id.nullable(), hiddenWords: z.array(z.string()) }),
  }),
  'relations.json': z.array(
    z.strictObject({
      user: named,
      friendship: z.enum(['none', 'requested', 'received', 'friends']),
      /** As one wrote it with one's own request. */
      note: z.string(),
      follow: z.enum(['none', 'requested', 'following']),
      followedBy: z.enum(['none', 'requested', 'following']),
      isBlocked: z.boolean(),
      isMuted: z.boolean(),
      changedAt: timestamp,
    }),
  ),
  'conversations.json': z.array(
    z.strictObject({
      id,
      kind: z.enum(['direct', 'group', 'channel']),
      /** Null for direct ones, and for those that one has left. */
      title: z.string().nullable(),
      /** The other one of a direct conversation. */
      with: named.nullable(),
      role: z.enum(['owner', 'admin', 'member']),
      joinedAt: timestamp,
      leftAt: timestamp.nullable(),
      isFavourite: z.boolean(),
      isArchived: z.boolean(),
    }),
  ),
  /** By conversation, then by place. What others wrote is not in it: only the id of what was answered. */
  'messages.json': z.array(
    z.strictObject({
      id,
      conversationId: id,
      seq: z.int(),
      body: z.string(),
      replyTo: id.nullable(),
      /** The message in whose thread it is. */
      threadId: id.nullable(),
      createdAt: timestamp,
      editedAt: timestamp.nullable(),
    }),
  ),
  /** The threads that one follows, or was asked to and does not, by id. */
  'threads.json': z.array(
    z.strictObject({ threadId: id, conversationId: id, isFollowing: z.boolean(), lastReadSeq: z.int() }),
  ),
  /** Those that one is in, by id. */
  'circles.json': z.array(
    z.strictObject({ id, handle: z.string(), title: z.string(), description: z.string(), addedAt: timestamp }),
  ),
  'drafts.json': z.array(
    z.strictObject({
      conversationId: id,
      /** The message whose thread it is for. */
      threadId: id.nullable(),
      body: z.string(),
      replyTo: id.nullable(),
      updatedAt: timestamp,
    }),
  ),
  /** What one's own messages said before they were edited, by message, earliest first. */
  'former-texts.json': z.array(z.strictObject({ messageId: id, body: z.string(), writtenAt: timestamp })),
  'reactions.json': z.array(z.strictObject({ messageId: id, emoji: z.string(), createdAt: timestamp })),
  /** What one kept for oneself, which is often what others wrote: by id alone. */
  'saved.json': z.array(z.strictObject({ messageId: id, savedAt: timestamp })),
  /** Oldest first. */
  'posts.json': z.array(
    z.strictObject({
      id,
      ...postContent,
      /** Of `attachments.json`; `posterId` is the picture that stands for a video. */
      media: z.array(z.strictObject({ attachmentId: id, posterId: id.nullable(), alt: z.string() })),
      likeCount: z.int(),
      commentCount: z.int(),
      createdAt: timestamp,
      editedAt: timestamp.nullable(),
    }),
  ),
  /** Oldest first. What others wrote is not in it: only the ids of the post, and of what was answered. */
  'post-comments.json': z.array(
    z.strictObject({
      id,
      postId: id,
      parentId: id.nullable(),
      body: z.string(),
      createdAt: timestamp,
      editedAt: timestamp.nullable(),
    }),
  ),
  /** What one likes, by id: posts, then comments. */
  'post-likes.json': z.array(z.strictObject({ postId: id.nullable(), commentId: id.nullable(), createdAt: timestamp })),
  'saved-posts.json': z.array(z.strictObject({ postId: id, savedAt: timestamp })),
  /** What one has begun to post. */
  'post-drafts.json': z.array(
    z.strictObject({
      id,
      ...postContent,
      media: z.array(z.strictObject({ attachmentId: id, alt: z.string() })),
      changedAt: timestamp,
    }),
  ),
  /** All that one brought and that is still there, by when it came. */
  'attachments.json': z.array(
    z.strictObject({
      id,
      name: z.string(),
      kind: attachmentKind,
      mimeType: z.string(),
      size: z.int(),
      createdAt: timestamp,
      /** Those of one's own messages that show it: none before it was sent. */
      messageIds: z.array(id),
      /** Those of one's own posts that show it. */
      postIds: z.array(id),
      /** Where its bytes are in the zip. */
      path: z.string(),
    }),
  ),
  'sessions.json': z.array(
    z.strictObject({ userAgent: z.string(), address: z.string(), createdAt: timestamp, lastUsedAt: timestamp }),
  ),
  'tokens.json': z.array(
    z.strictObject({
      name: z.string(),
      scopes: z.array(z.string()),
      createdAt: timestamp,
      lastUsedAt: timestamp.nullable(),
      expiresAt: timestamp.nullable(),
    }),
  ),
  'security-log.json': z.array(
    z.strictObject({
      at: timestamp,
      kind: z.string(),
      /** Empty where somebody else did it. */
      address: z.string(),
      userAgent: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
} as const

export type ExportFileName = keyof typeof exportFiles
export type ExportFile<N extends ExportFileName> = z.output<(typeof exportFiles)[N]>
export type ExportCounts = z.output<typeof counts>
