import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { takePersonalRev } from '../membership/membership.ts'
import { noticeById, setNoticesRead, updateNotices } from './notification-rows.ts'
import { tellUnread, unreadOf } from './notify.ts'

/** Marks notices of the caller as read: some of them, or all up to a time. Those of others, and unknown ones, stay. */
export async function readNotices(
  ctx: AppContext,
  caller: Caller,
  { ids, upTo }: CallParsed<'POST /api/notifications/read'>,
): Promise<{ unread: number; personalRev: number }> {
  const which = upTo === undefined ? { ids: ids ?? [] } : { upTo: Date.parse(upTo) }
  await ctx.db.write(async (tx) => {
    const rev = await takePersonalRev(tx, caller.userId)
    await setNoticesRead(tx, caller.userId, which, { read_at: ctx.now(), rev })
  })
  tellUnread(ctx, caller.userId)
  return unreadOf(ctx, caller.userId)
}

/** Does away with one notice. @throws Problem `not-found` */
export async function removeNotice(
  ctx: AppContext,
  caller: Caller,
  { notificationId }: { notificationId: string },
): Promise<void> {
  await ctx.db.write(async (tx) => {
    const row = await noticeById(tx, notificationId)
    if (row === undefined || row.user_id !== caller.userId || row.removed_at !== null) throw new Problem('not-found')
    const rev = await takePersonalRev(tx, caller.userId)
    await updateNotices(tx, [row.id], { removed_at: ctx.now(), rev })
  })
  tellUnread(ctx, caller.userId)
}
