import { notificationKind, quietHours } from '@kith/protocol/notifications.ts'
import type { NotificationPreferences } from '@kith/protocol/notifications.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import type { NotificationPreferencesTable } from '../../database/schema.ts'
import { takePersonalRev } from '../membership/membership.ts'
import { preferencesRow, putPreferences } from './preference-rows.ts'

/** What somebody has who never chose anything. */
export function usualPreferences(userId: string): NotificationPreferencesTable {
  return { user_id: userId, kinds_off: '[]', quiet_hours: null, has_sound: 0, rev: 0, signal_due_at: null }
}

export async function preferencesOf(db: Database['read'], userId: string): Promise<NotificationPreferences> {
  const row = (await preferencesRow(db, userId)) ?? usualPreferences(userId)
  return {
    kindsOff: z.array(notificationKind).parse(JSON.parse(row.kinds_off)),
    quietHours: row.quiet_hours === null ? null : quietHours.parse(JSON.parse(row.quiet_hours)),
    hasSound: row.has_sound === 1,
    personalRev: row.rev,
  }
}

/** Changes how the caller wants to be told; what is left out stays. */
export async function changePreferences(
  ctx: AppContext,
  caller: Caller,
  { kindsOff, quietHours: hours, hasSound }: CallParsed<'PATCH /api/me/notification-preferences'>,
): Promise<NotificationPreferences> {
  const preferences = await ctx.db.write(async (tx) => {
    await putPreferences(tx, usualPreferences(caller.userId), {
      ...(kindsOff === undefined ? {} : { kinds_off: JSON.stringify([...new Set(kindsOff)]) }),
      ...(hours === undefined ? {} : { quiet_hours: hours === null ? null : JSON.stringify(hours) }),
      ...(hasSound === undefined ? {} : { has_sound: hasSound ? 1 : 0 }),
      rev: await takePersonalRev(tx, caller.userId),
    })
    return preferencesOf(tx, caller.userId)
  })
  ctx.live.toUser(caller.userId, 'notification_preferences', preferences)
  return preferences
}
