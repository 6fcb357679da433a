import { limits } from '@kith/protocol/limits.ts'
import type { Notification } from '@kith/protocol/notifications.ts'
import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Database } from '../../database/database.ts'
import { personalHead } from '../membership/membership.ts'
import { asNotices } from './notice-view.ts'
import { countUnread, noticePage, noticesSince } from './notification-rows.ts'
import { unreadOf } from './notify.ts'

const noticeCursor = z.strictObject({ at: z.int(), id: z.string() })

/** What happened to the caller, newest first. */
export async function listNotices(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: CallParsed<'GET /api/notifications'>,
): Promise<CallReply<'GET /api/notifications'>> {
  const { db } = ctx
  const state = await unreadOf(ctx, caller.userId)
  const rows = await noticePage(db.read, caller.userId, limit + 1, readCursor(noticeCursor, cursor))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await asNotices(db.read, rows.slice(0, limit)),
    nextCursor: last === undefined ? null : writeCursor({ at: last.updated_at, id: last.id }),
    ...state,
  }
}

/** What changed of somebody's notices in (`since`, `upTo`], by their own counter. */
export async function notificationsChanged(
  db: Database['read'],
  userId: string,
  range: { since: number; upTo: number },
  limit: number,
): Promise<{ notifications: Notification[]; gone: string[]; upTo: number; more: boolean }> {
  const rows = await noticesSince(db, userId, range, limit + 1)
  const taken = rows.slice(0, limit)
  const notifications = await asNotices(db, taken)
  const shown = new Set(notifications.map(({ id }) => id))
  const more = rows.length > limit
  return {
    notifications,
    gone: taken.flatMap(({ id }) => (shown.has(id) ? [] : id)),
    upTo: more ? (taken.at(-1)?.rev ?? range.since) : range.upTo,
    more,
  }
}

/** As `notificationsChanged`, with what is unread. */
export async function listNoticeChanges(
  ctx: AppContext,
  caller: Caller,
  { since, limit }: CallParsed<'GET /api/notifications/changes'>,
): Promise<CallReply<'GET /api/notifications/changes'>> {
  const head = await personalHead(ctx.db.read, caller.userId)
  const changed = await notificationsChanged(ctx.db.read, caller.userId, { since, upTo: head }, limit)
  return { ...changed, head, unread: await countUnread(ctx.db.read, caller.userId, limits.unreadMax) }
}
