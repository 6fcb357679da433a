import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { SavesTable } from '../../database/schema-marks.ts'

type Reader = Database['read']

export async function insertSave(tx: Tx, row: SavesTable): Promise<void> {
  await tx
    .insertInto('saves')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteSave(tx: Tx, userId: string, messageId: string): Promise<void> {
  await tx.deleteFrom('saves').where('user_id', '=', userId).where('message_id', '=', messageId).execute()
}

export async function saveOf(db: Reader, userId: string, messageId: string): Promise<SavesTable | undefined> {
  return db
    .selectFrom('saves')
    .selectAll()
    .where('user_id', '=', userId)
    .where('message_id', '=', messageId)
    .executeTakeFirst()
}

/** All that `userId` keeps, whether or not they may still see it: `limit` at most. */
export async function savedIds(db: Reader, userId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('saves')
    .select('message_id')
    .where('user_id', '=', userId)
    .orderBy('saved_at', 'desc')
    .orderBy('message_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.message_id)
}

/** What `userId` keeps and may see now, newest first, after `cursor`. */
export async function savedPage(
  db: Reader,
  userId: string,
  limit: number,
  cursor: { at: number; id: string } | null,
): Promise<SavesTable[]> {
  const after = cursor === null ? sql`` : sql`and (s.saved_at, s.message_id) < (${cursor.at}, ${cursor.id})`
  const { rows } = await sql<SavesTable>`
    select s.* from saves as s
    where s.user_id = ${userId} ${after}
      and exists (
        select 1 from messages as g
        inner join members as m on m.conversation_id = g.conversation_id and m.user_id = s.user_id
        where g.id = s.message_id and g.deleted_at is null and m.left_at is null and g.seq > m.visible_from
      )
    order by s.saved_at desc, s.message_id desc
    limit ${limit}
  `.execute(db)
  return rows
}
