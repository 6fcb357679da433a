import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import { memberOf, notifyLevelOf } from '../membership/membership.ts'
import type { MessageRow } from '../messages/messages.ts'
import type { AfterCommit, Membership } from '../membership/membership.ts'
import { followersOf } from '../threads/threads.ts'
import { hasReacted, isReply, mentionsOf, messageById } from '../messages/messages.ts'
import { Problem } from '../../problem.ts'
import { eventsOf, noticePage } from './notification-rows.ts'
import { notify, tellNotice, tellUnread, tellUnreadToAll } from './notify.ts'
import { preferencesOf } from './preferences.ts'

const AT_ONCE = 50

interface Wanted {
  userId: string
  kind: 'mention' | 'reply'
}

/** Tells somebody of something. Other features ask for it by this job, so that none of them knows of this one. */
export async function notifyOf(ctx: AppContext, notice: JobPayloads['notify']): Promise<void> {
  const tell = await ctx.db.write((tx) => notify(ctx, tx, notice))
  tell()
}

/**
 * Tells whom a message names or answers, and who follows its thread, once each; and whoever was told of it, when it was
 * edited or deleted. Some at a time: a thread may be followed by very many.
 */
export async function notifyOfMessage(ctx: AppContext, { messageId }: JobPayloads['notify-message']): Promise<void> {
  const row = await messageById(ctx.db.read, messageId)
  if (row === undefined) return
  const known = new Set((await eventsOf(ctx.db.read, 'message_id', messageId)).map(({ user_id: id }) => id))
  if (known.size > 0) tellUnreadToAll(ctx, [...known])
  if (row.deleted_at !== null) return
  const wanted = (await wantedBy(ctx.db.read, row)).filter(({ userId }) => !known.has(userId))
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const tellers = await ctx.db.write((tx) => notifySome(ctx, tx, row, wanted.slice(at, at + AT_ONCE)))
    for (const tell of tellers) tell()
  }
}

async function notifySome(ctx: AppContext, tx: Tx, row: MessageRow, wanted: readonly Wanted[]): Promise<AfterCommit[]> {
  const { id: messageId, conversation_id: conversationId, author_id: actorId, seq } = row
  const made: AfterCommit[] = []
  for (const { userId, kind } of wanted) {
    const member = await memberOrNull(tx, userId, conversationId)
    if (member === null || seq <= member.visible_from || notifyLevelOf(member) === 'nothing') continue
    const isMuted = (member.muted_until ?? 0) > ctx.now()
    const threadId = isReply(row, member.visible_from) ? row.thread_id : null
    const target = { conversationId, messageId, seq, ...(threadId === null ? {} : { threadId }) }
    made.push(await notify(ctx, tx, { userId, kind, actorId, target, isMuted }))
  }
  return made
}

/** Tells the author of a message that somebody reacted to it, or that what they were told of was taken back. */
export async function notifyOfReaction(
  ctx: AppContext,
  { messageId, userId: actorId, emoji }: JobPayloads['notify-reaction'],
): Promise<void> {
  const tell = await ctx.db.write(async (tx): Promise<AfterCommit> => {
    const row = await messageById(tx, messageId)
    if (row === undefined) return () => undefined
    const { conversation_id: conversationId, author_id: userId, seq } = row
    const isThere = await hasReacted(tx, { messageId, userId: actorId, emoji })
    if (!isThere) return () => tellUnread(ctx, userId)
    const member = await memberOrNull(tx, userId, conversationId)
    const isHeard = member !== null && seq > member.visible_from && notifyLevelOf(member) !== 'nothing'
    if (!isHeard) return () => undefined
    const isMuted = (member.muted_until ?? 0) > ctx.now()
    const target = { conversationId, messageId, seq, detail: emoji }
    return notify(ctx, tx, { userId, kind: 'reaction', actorId, target, isMuted })
  })
  tell()
}

/** In the order of their ids, so that two messages at once lock people in the same order. Who is named is not also answered. */
async function wantedBy(db: Database['read'], row: MessageRow): Promise<Wanted[]> {
  const wanted = new Map<string, Wanted['kind']>()
  if (row.thread_id !== null) for (const id of await followersOf(db, row.thread_id, row.seq)) wanted.set(id, 'reply')
  const answered = row.reply_to_id === null ? undefined : await messageById(db, row.reply_to_id)
  if (answered !== undefined) wanted.set(answered.author_id, 'reply')
  for (const { user_id: userId } of await mentionsOf(db, [row.id])) {
    // Whoever wants no mentions may still want answers.
    const hasBoth = wanted.has(userId)
    if (!hasBoth || !(await preferencesOf(db, userId)).kindsOff.includes('mention')) wanted.set(userId, 'mention')
  }
  wanted.delete(row.author_id)
  return [...wanted].map(([userId, kind]) => ({ userId, kind })).toSorted((a, b) => (a.userId < b.userId ? -1 : 1))
}

export async function memberOrNull(tx: Tx, userId: string, conversationId: string): Promise<Membership | null> {
  return memberOf(tx, userId, conversationId).catch((error: unknown) => {
    if (error instanceof Problem) return null
    throw error
  })
}

/** Tells people that somebody added them to a conversation. */
export async function notifyAdded(ctx: AppContext, payload: JobPayloads['notify-added']): Promise<void> {
  const { conversationId, actorId, seq } = payload
  const userIds = payload.userIds.toSorted()
  for (let at = 0; at < userIds.length; at += AT_ONCE) {
    const tellers = await ctx.db.write(async (tx) => {
      const made: AfterCommit[] = []
      for (const userId of userIds.slice(at, at + AT_ONCE)) {
        if ((await memberOrNull(tx, userId, conversationId)) === null) continue
        made.push(await notify(ctx, tx, { userId, kind: 'invitation', actorId, target: { conversationId, seq } }))
      }
      return made
    })
    for (const tell of tellers) tell()
  }
}

/** The quiet hours of somebody are over: the newest of what came meanwhile is told, if it is still unread. */
export async function signalNotices(ctx: AppContext, { userId }: JobPayloads['signal-notices']): Promise<void> {
  const [newest] = await noticePage(ctx.db.read, userId, 1, null)
  if (newest !== undefined && newest.read_at === null) tellNotice(ctx, userId, newest.id, false)
}
