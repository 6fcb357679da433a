import { sql } from 'kysely'
import type { Database, Dialect, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { FormerUsernamesTable, UsersTable } from '../../database/schema.ts'

type Reader = Database['read']
export type CardRow = Pick<UsersTable, 'id' | 'username' | 'display_name' | 'face' | 'avatar' | 'state'>

export const cardColumns = [
  'users.id',
  'users.username',
  'users.display_name',
  'users.face',
  'users.avatar',
  'users.state',
] as const

const AFTER_ANY = '\u{10FFFF}'

/** Who may be shown to `viewerId`: not themselves, only the active, nobody across a block. */
function shownTo(db: Reader, viewerId: string) {
  return db
    .selectFrom('users')
    .select(cardColumns)
    .where('users.id', '!=', viewerId)
    .where('users.state', '=', 'active')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('relations')
            .select('relations.user_id')
            .where('relations.user_id', '=', viewerId)
            .whereRef('relations.other_id', '=', 'users.id')
            .where((or) => or.or([or('relations.is_blocked', '=', 1), or('relations.is_blocked_by', '=', 1)])),
        ),
      ),
    )
    .orderBy('users.username_key')
}

/** How many words, each of somebody, begin with `prefix`; counted to `max`. */
export async function countWords(db: Reader, prefix: string, max: number): Promise<number> {
  const rows = await db
    .selectFrom('user_words')
    .select('user_id')
    .where('word', '>=', prefix)
    .where('word', '<', prefix + AFTER_ANY)
    .limit(max)
    .execute()
  return rows.length
}

/**
 * People one of whose words begins with `prefix` (lower case), by name; not `viewerId` and nobody across a block.
 * `isMany`: so many have it that going through all by name is quicker than sorting those who do.
 */
export async function usersByPrefix(
  db: Reader,
  { prefix, isMany }: { prefix: string; isMany: boolean },
  viewerId: string,
  limit: number,
): Promise<CardRow[]> {
  const shown = shownTo(db, viewerId).limit(limit)
  if (prefix === '') return shown.execute()
  if (isMany) {
    return shown
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('user_words')
            .select('user_words.word')
            .whereRef('user_words.user_id', '=', 'users.id')
            .where('user_words.word', '>=', prefix)
            .where('user_words.word', '<', prefix + AFTER_ANY),
        ),
      )
      .execute()
  }
  return shown
    .where('users.id', 'in', (eb) =>
      eb
        .selectFrom('user_words')
        .select('user_words.user_id')
        .where('user_words.word', '>=', prefix)
        .where('user_words.word', '<', prefix + AFTER_ANY),
    )
    .execute()
}

/** Who has this name (lower case), or else who had it. */
export async function userByName(db: Reader, usernameKey: string): Promise<UsersTable | undefined> {
  const user = await db.selectFrom('users').selectAll().where('username_key', '=', usernameKey).executeTakeFirst()
  if (user !== undefined) return user
  return db
    .selectFrom('former_usernames')
    .innerJoin('users', 'users.id', 'former_usernames.user_id')
    .selectAll('users')
    .where('former_usernames.username_key', '=', usernameKey)
    .executeTakeFirst()
}

/** Whether somebody else has this name (lower case) or had it, or a circle has it. */
export async function isNameTaken(db: Reader, usernameKey: string, exceptId: string | null): Promise<boolean> {
  const owner = await userByName(db, usernameKey)
  if (owner !== undefined) return owner.id !== exceptId
  const circle = await db.selectFrom('circles').select('id').where('handle_key', '=', usernameKey).executeTakeFirst()
  return circle !== undefined
}

/**
 * Holds a name (lower case) until the transaction ends, so that a person and a circle who take it at the same moment come
 * one after the other. Ask `isNameTaken` after it. SQLite has one writer anyway.
 */
export async function holdName(dialect: Dialect, tx: Tx, key: string): Promise<void> {
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(hashtextextended(${`name ${key}`}, 0))`.execute(tx)
}

/** Keeps a name that somebody gives up; the one that they take may be one that they had. */
export async function keepFormerName(tx: Tx, row: FormerUsernamesTable, newKey: string): Promise<void> {
  await tx
    .deleteFrom('former_usernames')
    .where('user_id', '=', row.user_id)
    .where('username_key', 'in', [newKey, row.username_key])
    .execute()
  await tx.insertInto('former_usernames').values(row).execute()
}

export async function touchSeen(tx: Tx, userId: string, at: number): Promise<void> {
  await tx.updateTable('users').set({ last_seen_at: at }).where('id', '=', userId).execute()
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

/** Locks the row of a person until the transaction ends: what else locks it comes before or after. */
export async function lockUser(tx: Tx, userId: string): Promise<UsersTable | undefined> {
  return tx
    .updateTable('users')
    .set((eb) => ({ personal_head: eb.ref('personal_head') }))
    .where('id', '=', userId)
    .returningAll()
    .executeTakeFirst()
}

export async function updateUser(tx: Tx, id: string, change: Partial<UsersTable>): Promise<UsersTable | undefined> {
  return tx.updateTable('users').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function replaceWords(tx: Tx, userId: string, words: readonly string[]): Promise<void> {
  await tx.deleteFrom('user_words').where('user_id', '=', userId).execute()
  await tx
    .insertInto('user_words')
    .values(words.map((word) => ({ user_id: userId, word })))
    .execute()
}
