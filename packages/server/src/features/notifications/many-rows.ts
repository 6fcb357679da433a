import { sql } from 'kysely'
import type { Dialect, Tx } from '../../database/database.ts'
import type { NotificationEventsTable, NotificationsTable } from '../../database/schema.ts'

/* What is written for many people at once: a few statements however many they are. */

/** Locks people in the order of their ids, as everywhere, so that two messages at once wait for one another. */
export async function lockPeople(tx: Tx, dialect: Dialect, userIds: readonly string[]): Promise<void> {
  if (dialect === 'sqlite' || userIds.length === 0) return
  await tx.selectFrom('users').select('id').where('id', 'in', userIds).orderBy('id').forUpdate().execute()
}

/** The next value of each person's own counter. */
export async function takePersonalRevs(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .updateTable('users')
    .set((eb) => ({ personal_head: eb('personal_head', '+', 1) }))
    .where('id', 'in', userIds)
    .returning(['id', 'personal_head'])
    .execute()
  return new Map(rows.map((row) => [row.id, row.personal_head]))
}

/** The unread notices of this group, the newest of each person first. */
export async function openNotices(
  tx: Tx,
  userIds: readonly string[],
  groupKey: string,
): Promise<Pick<NotificationsTable, 'id' | 'user_id'>[]> {
  return tx
    .selectFrom('notifications')
    .select(['id', 'user_id'])
    .where('user_id', 'in', userIds)
    .where('group_key', '=', groupKey)
    .where('read_at', 'is', null)
    .where('removed_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .execute()
}

/** Changes notices, each by the value that its person's own counter has now. */
export async function touchNotices(
  tx: Tx,
  ids: readonly string[],
  change: Partial<Pick<NotificationsTable, 'updated_at' | 'read_at'>>,
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('notifications')
    .set({ ...change, rev: sql`(select personal_head from users where users.id = notifications.user_id)` })
    .where('id', 'in', ids)
    .execute()
}

export async function insertNotices(tx: Tx, rows: readonly NotificationsTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('notifications').values(rows).execute()
}

export async function insertEvents(tx: Tx, rows: readonly NotificationEventsTable[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('notification_events')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteOldNoticesOf(tx: Tx, userIds: readonly string[], before: number): Promise<void> {
  await tx.deleteFrom('notifications').where('user_id', 'in', userIds).where('updated_at', '<', before).execute()
}
