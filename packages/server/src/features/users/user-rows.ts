import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { UsersTable } from '../../database/schema.ts'

type Reader = Database['read']
export type CardRow = Pick<UsersTable, 'id' | 'username' | 'display_name' | 'face'>

export const cardColumns = ['users.id', 'users.username', 'users.display_name', 'users.face'] as const

const AFTER_ANY = '\u{10FFFF}'

/** People one of whose words begins with `prefix` (lower case), by name; not `exceptId`. */
export async function usersByPrefix(db: Reader, prefix: string, exceptId: string, limit: number): Promise<CardRow[]> {
  if (prefix === '') {
    return db
      .selectFrom('users')
      .select(cardColumns)
      .where('id', '!=', exceptId)
      .orderBy('username_key')
      .limit(limit)
      .execute()
  }
  return db
    .selectFrom('users')
    .select(cardColumns)
    .where('users.id', 'in', (eb) =>
      eb
        .selectFrom('user_words')
        .select('user_words.user_id')
        .where('user_words.word', '>=', prefix)
        .where('user_words.word', '<', prefix + AFTER_ANY),
    )
    .where('users.id', '!=', exceptId)
    .orderBy('users.username_key')
    .limit(limit)
    .execute()
}

export async function userByName(db: Reader, usernameKey: string): Promise<UsersTable | undefined> {
  return db.selectFrom('users').selectAll().where('username_key', '=', usernameKey).executeTakeFirst()
}

export async function userById(db: Reader, id: string): Promise<UsersTable | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
}

const IDS_AT_ONCE = 500

/** Lists of a few lengths, so that a few queries serve all: a list is filled up with its last. */
const cardQueries = [1, 2, 4, 8, 16, 32, 64].map((count) => ({
  count,
  query: prepared((db, ids: readonly string[]) =>
    db
      .selectFrom('users')
      .select(cardColumns)
      .where(
        'id',
        'in',
        Array.from({ length: count }, (_, index) => ids[index] ?? ''),
      ),
  ),
}))

export async function cardRows(db: Reader, ids: readonly string[]): Promise<CardRow[]> {
  const last = ids.at(-1)
  if (last === undefined) return []
  const fitting = cardQueries.find(({ count }) => ids.length <= count)
  if (fitting !== undefined) {
    return fitting.query(db, [...ids, ...Array.from({ length: fitting.count - ids.length }, () => last)])
  }
  const rows: CardRow[] = []
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const part = ids.slice(at, at + IDS_AT_ONCE)
    rows.push(...(await db.selectFrom('users').select(cardColumns).where('id', 'in', part).execute()))
  }
  return rows
}

export async function updateUser(
  tx: Tx,
  id: string,
  change: Partial<Pick<UsersTable, 'display_name' | 'bio' | 'face'>>,
): Promise<UsersTable | undefined> {
  return tx.updateTable('users').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function replaceWords(tx: Tx, userId: string, words: readonly string[]): Promise<void> {
  await tx.deleteFrom('user_words').where('user_id', '=', userId).execute()
  await tx
    .insertInto('user_words')
    .values(words.map((word) => ({ user_id: userId, word })))
    .execute()
}
