import type { Database, Tx } from '../../database/database.ts'
import type { NotificationPreferencesTable } from '../../database/schema.ts'

type Reader = Database['read']
type Change = Partial<Omit<NotificationPreferencesTable, 'user_id'>>

export async function preferencesRow(db: Reader, userId: string): Promise<NotificationPreferencesTable | undefined> {
  return db.selectFrom('notification_preferences').selectAll().where('user_id', '=', userId).executeTakeFirst()
}

/** Changes what somebody prefers; who never chose anything begins with `usual`. */
export async function putPreferences(tx: Tx, usual: NotificationPreferencesTable, change: Change): Promise<void> {
  await tx
    .insertInto('notification_preferences')
    .values({ ...usual, ...change })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(change))
    .execute()
}
