import type { Database, Tx } from '../../database/database.ts'
import type { LinksTable } from '../../database/schema-access.ts'

type Reader = Database['read']

export async function insertLink(tx: Tx, link: LinksTable): Promise<void> {
  await tx.insertInto('links').values(link).execute()
}

/** Gives a link that waits for its letter its token; undefined when it is void. */
export async function armLink(tx: Tx, id: string, tokenHash: string): Promise<LinksTable | undefined> {
  return tx.updateTable('links').set({ token_hash: tokenHash }).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function linkByHash(db: Reader, tokenHash: string): Promise<LinksTable | undefined> {
  return db.selectFrom('links').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
}

/** Uses a link up; false when somebody else just did. */
export async function takeLink(tx: Tx, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('links').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function newestLink(
  db: Reader,
  userId: string,
  kind: LinksTable['kind'],
  now: number,
): Promise<LinksTable | undefined> {
  return db
    .selectFrom('links')
    .selectAll()
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Makes the open links of somebody void, of some kinds or of all. */
export async function voidLinks(tx: Tx, userId: string, kinds?: readonly LinksTable['kind'][]): Promise<void> {
  await tx
    .deleteFrom('links')
    .where('user_id', '=', userId)
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', kinds ?? []))
    .execute()
}

export async function deleteOldLinks(tx: Tx, now: number): Promise<void> {
  await tx.deleteFrom('links').where('expires_at', '<=', now).execute()
}
