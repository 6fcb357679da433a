import type { ExportFile, ExportFileName } from '@kith/protocol/export-format.ts'
import { limits } from '@kith/protocol/limits.ts'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { sessionsOf, tokensOf } from '../accounts/accounts.ts'
import { messagesShowing, uploadsAfter } from '../attachments/attachments.ts'
import { auditPage } from '../audit/audit.ts'
import { draftPage } from '../drafts/drafts.ts'
import { isArchived } from '../membership/membership.ts'
import { asOwnUser, cardsOf, userById } from '../users/users.ts'
import { postsShowing } from './export-post-rows.ts'
import { feedSettings, postComments, postDrafts, postLikes, posts, savedPosts } from './export-posts.ts'
import {
  circlesAfter,
  followsAfter,
  formerTextsAfter,
  formerUsernames,
  membershipsAfter,
  reactionsAfter,
  relationsAfter,
  savesOf,
  textsBetween,
} from './export-rows.ts'

const AT_ONCE = 500
/** Places of a conversation that are looked through in one query. */
const PLACES_AT_ONCE = 2_000

type ListFile = { [N in ExportFileName]: ExportFile<N> extends unknown[] ? N : never }[ExportFileName]
type RowOf<N extends ListFile> = ExportFile<N> extends (infer Row)[] ? Row : never

/** The lists of a copy, each read page by page: a feature that keeps more of anybody adds its own. */
export const lists: { [N in ListFile]: (ctx: AppContext, userId: string) => AsyncIterable<RowOf<N>> } = {
  'relations.json': relations,
  'conversations.json': conversations,
  'messages.json': messages,
  'threads.json': threads,
  'circles.json': circles,
  'drafts.json': drafts,
  'former-texts.json': formerTexts,
  'reactions.json': reactions,
  'saved.json': saved,
  'posts.json': posts,
  'post-comments.json': postComments,
  'post-likes.json': postLikes,
  'saved-posts.json': savedPosts,
  'post-drafts.json': postDrafts,
  'attachments.json': attachments,
  'sessions.json': sessions,
  'tokens.json': tokens,
  'security-log.json': securityLog,
}

export async function profileOf(ctx: AppContext, userId: string) {
  const row = await userById(ctx.db.read, userId)
  if (row === undefined) throw new Error('an export of nobody')
  const {
    privacy,
    threads: threadPlace,
    id,
    username,
    displayName,
    firstName,
    lastName,
    email,
    isEmailVerified,
    ...user
  } = asOwnUser(row, ctx.now())
  const profile: ExportFile<'profile.json'> = {
    id,
    username,
    formerUsernames: await formerUsernames(ctx.db.read, userId),
    displayName,
    firstName,
    lastName,
    email,
    isEmailVerified,
    bio: user.bio,
    status: user.status,
    links: user.links,
    role: user.role,
    face: row.face,
    createdAt: user.createdAt,
  }
  const settings: ExportFile<'settings.json'> = { privacy, threads: threadPlace, feed: await feedSettings(ctx, userId) }
  return { profile, settings }
}

async function* relations(ctx: AppContext, userId: string): AsyncIterable<RowOf<'relations.json'>> {
  for (let after = ''; ;) {
    const rows = await relationsAfter(ctx.db.read, userId, after, AT_ONCE)
    for (const row of rows) {
      yield {
        user: { id: row.other_id, username: row.username, displayName: row.display_name },
        friendship: row.friendship,
        note: row.friendship === 'requested' ? row.note : '',
        follow: row.follow,
        followedBy: row.followed_by,
        isBlocked: row.is_blocked === 1,
        isMuted: row.is_muted === 1,
        changedAt: toTimestamp(row.changed_at),
      }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.other_id
  }
}

async function* memberships(ctx: AppContext, userId: string) {
  for (let after = ''; ;) {
    const rows = await membershipsAfter(ctx.db.read, userId, after, AT_ONCE)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.id
  }
}

async function* conversations(ctx: AppContext, userId: string): AsyncIterable<RowOf<'conversations.json'>> {
  for await (const row of memberships(ctx, userId)) {
    const otherId = (row.direct_key ?? '').split(' ').find((id) => id !== userId && id !== '') ?? null
    const card = otherId === null ? undefined : (await cardsOf(ctx.db.read, [otherId])).get(otherId)
    yield {
      id: row.id,
      kind: row.kind,
      title: row.left_at === null ? row.title : null,
      with: card === undefined ? null : { id: card.id, username: card.username, displayName: card.displayName },
      role: row.role,
      joinedAt: toTimestamp(row.joined_at),
      leftAt: toTimestampOrNull(row.left_at),
      isFavourite: row.is_favourite === 1,
      isArchived: isArchived(row),
    }
  }
}

async function* messages(ctx: AppContext, userId: string): AsyncIterable<RowOf<'messages.json'>> {
  for await (const { id, last_seq: lastSeq } of memberships(ctx, userId)) {
    for (let after = 0; after < lastSeq; after += PLACES_AT_ONCE) {
      for (const row of await textsBetween(ctx.db.read, userId, id, after, after + PLACES_AT_ONCE)) {
        yield {
          id: row.id,
          conversationId: row.conversation_id,
          seq: row.seq,
          body: row.body,
          replyTo: row.reply_to_id,
          threadId: row.thread_id,
          createdAt: toTimestamp(row.created_at),
          editedAt: toTimestampOrNull(row.edited_at),
        }
      }
    }
  }
}

async function* threads(ctx: AppContext, userId: string): AsyncIterable<RowOf<'threads.json'>> {
  for (let after = ''; ;) {
    const rows = await followsAfter(ctx.db.read, userId, after, AT_ONCE)
    for (const row of rows) {
      const { thread_id: threadId, conversation_id: conversationId, last_read_seq: lastReadSeq } = row
      yield { threadId, conversationId, isFollowing: row.is_following === 1, lastReadSeq }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.thread_id
  }
}

async function* circles(ctx: AppContext, userId: string): AsyncIterable<RowOf<'circles.json'>> {
  for (let after = ''; ;) {
    const rows = await circlesAfter(ctx.db.read, userId, after, AT_ONCE)
    for (const { id, handle, title, description, added_at: addedAt } of rows) {
      yield { id, handle, title, description, addedAt: toTimestamp(addedAt) }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.id
  }
}

async function* drafts(ctx: AppContext, userId: string): AsyncIterable<RowOf<'drafts.json'>> {
  for (let after = 0; ;) {
    const rows = await draftPage(ctx.db.read, userId, after, AT_ONCE)
    for (const row of rows) {
      yield {
        conversationId: row.conversation_id,
        threadId: row.thread_id === '' ? null : row.thread_id,
        body: row.body,
        replyTo: row.reply_to_id,
        updatedAt: toTimestamp(row.updated_at),
      }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.rev
  }
}

async function* formerTexts(ctx: AppContext, userId: string): AsyncIterable<RowOf<'former-texts.json'>> {
  for (let after = { messageId: '', number: 0 }; ;) {
    const rows = await formerTextsAfter(ctx.db.read, userId, after, AT_ONCE)
    for (const row of rows) {
      yield { messageId: row.message_id, body: row.body, writtenAt: toTimestamp(row.written_at) }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = { messageId: last.message_id, number: last.number }
  }
}

async function* reactions(ctx: AppContext, userId: string): AsyncIterable<RowOf<'reactions.json'>> {
  for (let after = { messageId: '', emoji: '' }; ;) {
    const rows = await reactionsAfter(ctx.db.read, userId, after, AT_ONCE)
    for (const row of rows) {
      yield { messageId: row.message_id, emoji: row.emoji, createdAt: toTimestamp(row.created_at) }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = { messageId: last.message_id, emoji: last.emoji }
  }
}

async function* saved(ctx: AppContext, userId: string): AsyncIterable<RowOf<'saved.json'>> {
  for (const row of await savesOf(ctx.db.read, userId, limits.savesMax)) {
    yield { messageId: row.message_id, savedAt: toTimestamp(row.saved_at) }
  }
}

async function* attachments(ctx: AppContext, userId: string): AsyncIterable<RowOf<'attachments.json'>> {
  for await (const row of uploadsOf(ctx, userId)) {
    yield {
      id: row.id,
      name: row.name,
      kind: row.kind,
      mimeType: row.mime_type,
      size: row.size_bytes,
      createdAt: toTimestamp(row.created_at),
      messageIds: await messagesShowing(ctx.db.read, userId, row.id),
      postIds: await postsShowing(ctx.db.read, userId, row.id),
      path: pathOf(row),
    }
  }
}

/** All that `userId` brought, by when it came. */
export async function* uploadsOf(ctx: AppContext, userId: string) {
  for (let after = ''; ;) {
    const rows = await uploadsAfter(ctx.db.read, userId, after, AT_ONCE)
    yield* rows.filter(({ loose_since: looseSince }) => looseSince !== 0)
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.id
  }
}

const ENDING = /\.[A-Za-z0-9]{1,8}$/

/** By its id: names may be the same, or none that a disk takes. A picture was made anew, so it ends otherwise. */
export function pathOf({ id, kind, name }: { id: string; kind: string; name: string }): string {
  return `attachments/${id}${kind === 'image' ? '.webp' : (ENDING.exec(name)?.[0] ?? '')}`
}

async function* sessions(ctx: AppContext, userId: string): AsyncIterable<RowOf<'sessions.json'>> {
  for (const row of await sessionsOf(ctx.db.read, userId, ctx.now())) {
    const { user_agent: userAgent, address } = row
    yield { userAgent, address, createdAt: toTimestamp(row.created_at), lastUsedAt: toTimestamp(row.last_used_at) }
  }
}

async function* tokens(ctx: AppContext, userId: string): AsyncIterable<RowOf<'tokens.json'>> {
  for (const row of await tokensOf(ctx.db.read, userId)) {
    yield {
      name: row.name,
      scopes: row.scopes.split(' '),
      createdAt: toTimestamp(row.created_at),
      lastUsedAt: toTimestampOrNull(row.last_used_at),
      expiresAt: toTimestampOrNull(row.expires_at),
    }
  }
}

const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

async function* securityLog(ctx: AppContext, userId: string): AsyncIterable<RowOf<'security-log.json'>> {
  for (let beforeId: string | null = null; ;) {
    const rows = await auditPage(ctx.db.read, userId, AT_ONCE, beforeId)
    for (const row of rows) {
      // From where somebody else did it is theirs.
      const isOwn = row.actor_id === userId
      yield {
        at: toTimestamp(row.at),
        kind: row.kind,
        address: isOwn ? row.address : '',
        userAgent: isOwn ? row.user_agent : '',
        details: details.parse(JSON.parse(row.details)),
      }
    }
    const last: { id: string } | undefined = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    beforeId = last.id
  }
}
