import { randomUUIDv7 } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { limits } from '@kith/protocol/limits.ts'
import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import { isQuiet, quietUntil } from '@kith/protocol/quiet-hours.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { personalHead, takePersonalRev } from '../membership/membership.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { kindRules } from './kinds.ts'
import type { NoticeTarget } from '../../jobs/job.ts'
import { asNotices } from './notice-view.ts'
import {
  countEvents,
  countUnread,
  deleteEvent,
  deleteOldNotices,
  insertEvent,
  insertNotice,
  isHushed,
  isNoticeNew,
  noticeById,
  openNotice,
  updateNotices,
} from './notification-rows.ts'
import { preferencesRow, putPreferences } from './preference-rows.ts'
import { preferencesOf, usualPreferences } from './preferences.ts'

export const KEPT_MS = 180 * 24 * 60 * 60_000

export interface Notice {
  /** Who is told. */
  userId: string
  kind: NotificationKind
  /** Who did it; null where nobody did. */
  actorId: string | null
  target?: NoticeTarget
  /** Written down as ever, but without a signal: the place is muted. */
  isMuted?: boolean
}

/**
 * Writes down that somebody is to be told of something, in the transaction in which it happens. Call what it returns
 * after the commit: it tells their devices. Whoever turned the kind off, and who has blocked or muted the actor, is told
 * nothing.
 */
export async function notify(ctx: AppContext, tx: Tx, notice: Notice): Promise<AfterCommit> {
  const { userId, kind, actorId, target = {} } = notice
  const silent: AfterCommit = () => undefined
  if (actorId === userId) return silent
  const preferences = await preferencesOf(tx, userId)
  if (preferences.kindsOff.includes(kind)) return silent
  if (actorId !== null && (await isHushed(tx, userId, actorId))) return silent
  // Taken first: it locks the person's row, so that two at once find each other's notice.
  const rev = await takePersonalRev(tx, userId)
  const now = ctx.now()
  const id = await added(tx, notice, target, { rev, now })
  if (id === null) return silent
  const isQuietNow = isQuiet(preferences.quietHours, now)
  if (isQuietNow) await signalLater(tx, userId, quietUntil(preferences.quietHours, now), now)
  return () => {
    tellNotice(ctx, userId, id, isQuietNow || notice.isMuted === true)
    if (isQuietNow) ctx.jobs.wake()
  }
}

/** The notice that it is in now; null when it was told before. */
async function added(
  tx: Tx,
  { userId, kind, actorId }: Notice,
  target: NoticeTarget,
  { rev, now }: { rev: number; now: number },
): Promise<string | null> {
  const rule = kindRules[kind]
  const groupKey = `${kind} ${rule.groupOf(target)}`
  const eventKey = `${kind} ${rule.sameOf(target, actorId)}`
  if (rule.again === 'anew') await deleteEvent(tx, userId, eventKey)
  const open = await openNotice(tx, userId, groupKey)
  const isOpen = open !== undefined && (await isNoticeNew(tx, open.id))
  if (isOpen && rule.most !== undefined && (await countEvents(tx, open.id, rule.most)) >= rule.most) return null
  // What was read where it stands is read as a notice too, and what comes now begins a new one.
  if (open !== undefined && !isOpen) await updateNotices(tx, [open.id], { read_at: now, rev })
  const id = isOpen ? open.id : randomUUIDv7()
  if (!isOpen) {
    await deleteOldNotices(tx, userId, now - KEPT_MS)
    const times = { created_at: now, updated_at: now, rev, read_at: null, removed_at: null }
    await insertNotice(tx, { id, user_id: userId, kind, group_key: groupKey, ...times })
  }
  const isFresh = await insertEvent(tx, {
    user_id: userId,
    event_key: eventKey,
    notification_id: id,
    actor_id: actorId,
    conversation_id: target.conversationId ?? null,
    message_id: target.messageId ?? null,
    seq: target.seq ?? null,
    detail: target.detail ?? null,
    at: now,
    project_id: target.projectId ?? null,
    file_id: target.fileId ?? null,
    comment_id: target.postId === undefined ? (target.commentId ?? null) : null,
    post_id: target.postId ?? null,
    post_comment_id: target.postId === undefined ? null : (target.commentId ?? null),
  })
  if (isFresh) await updateNotices(tx, [id], { updated_at: now, rev })
  return isFresh ? id : null
}

/** One signal at the end of the quiet hours, however much came in them. */
async function signalLater(tx: Tx, userId: string, at: number, now: number): Promise<void> {
  const row = await preferencesRow(tx, userId)
  if (row !== undefined && row.signal_due_at !== null && row.signal_due_at >= now) return
  await putPreferences(tx, usualPreferences(userId), { signal_due_at: at })
  await enqueue(tx, 'signal-notices', { userId }, { now, runAt: at })
}

/** Tells the devices of `userId` of a notice as it now is. */
export function tellNotice(ctx: AppContext, userId: string, id: string, isQuietNow: boolean): void {
  if (!ctx.live.isHere(userId)) return
  ctx.background.run(
    'telling a notice',
    noticeById(ctx.db.read, id).then(async (row) => {
      const [notification] = row === undefined ? [] : await asNotices(ctx.db.read, [row])
      const unread = await countUnread(ctx.db.read, userId, limits.unreadMax)
      if (notification === undefined) return
      ctx.live.toUser(userId, 'notification', { notification, unread, isQuiet: isQuietNow })
    }),
  )
}

/** Tells the devices of `userId` that what they know of their notices is not so any more. Call after the commit. */
export function tellUnread(ctx: AppContext, userId: string): void {
  if (!ctx.live.isHere(userId)) return
  ctx.background.run(
    'telling what is unread',
    unreadOf(ctx, userId).then((state) => {
      ctx.live.toUser(userId, 'notifications_changed', state)
    }),
  )
}

const TOLD_AT_ONCE = 50

/** The same for many, some at a time, so that others are served in between. */
export function tellUnreadToAll(ctx: AppContext, userIds: readonly string[]): void {
  const telling = async (): Promise<void> => {
    for (let at = 0; at < userIds.length; at += TOLD_AT_ONCE) {
      for (const userId of userIds.slice(at, at + TOLD_AT_ONCE)) tellUnread(ctx, userId)
      await turn()
    }
  }
  ctx.background.run('telling many what is unread', telling())
}

/** How much is unread, and the counter of that person at that. */
export async function unreadOf(ctx: AppContext, userId: string): Promise<{ unread: number; personalRev: number }> {
  // Read first: what comes in between is told again.
  const personalRev = await personalHead(ctx.db.read, userId)
  return { unread: await countUnread(ctx.db.read, userId, limits.unreadMax), personalRev }
}
