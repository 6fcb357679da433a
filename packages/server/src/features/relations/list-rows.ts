import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { RelationsTable, UsersTable } from '../../database/schema.ts'
import type { CardRow } from '../users/users.ts'

type Reader = Database['read']

/** Where a list by time goes on: before this. */
export interface TimeCursor {
  at: number
  id: string
}

type Kind =
  | { column: 'friendship'; value: RelationsTable['friendship'] }
  | { column: 'follow' | 'followed_by'; value: RelationsTable['follow'] }

/** The relations of `userId` of one kind, newest first; of people who are active. */
export async function relationPage(
  db: Reader,
  userId: string,
  { column, value }: Kind,
  limit: number,
  cursor: TimeCursor | null,
): Promise<RelationsTable[]> {
  const rows = await sql<RelationsTable>`
    select relations.* from relations
    where relations.user_id = ${userId} and ${sql.ref(`relations.${column}`)} = ${value} ${before(cursor)}
      and exists (select 1 from users where users.id = relations.other_id and users.state = 'active')
    order by relations.changed_at desc, relations.other_id desc
    limit ${limit}
  `.execute(db)
  return rows.rows
}

/** Whom `userId` has blocked, newest first; not those whose accounts were deleted. */
export async function blockPage(
  db: Reader,
  userId: string,
  limit: number,
  cursor: TimeCursor | null,
): Promise<RelationsTable[]> {
  const rows = await sql<RelationsTable>`
    select relations.* from relations
    where relations.user_id = ${userId} and relations.is_blocked = 1 ${before(cursor)}
      and exists (select 1 from users where users.id = relations.other_id and users.state <> 'deleted')
    order by relations.changed_at desc, relations.other_id desc
    limit ${limit}
  `.execute(db)
  return rows.rows
}

function before(cursor: TimeCursor | null): RawBuilder<unknown> {
  if (cursor === null) return sql``
  return sql`and (relations.changed_at, relations.other_id) < (${cursor.at}, ${cursor.id})`
}

/** Up to so many are sorted; more are so large a part of all people that walking through those by name is quicker. */
export const SORTED_MAX = 500

/** How many relations of this kind `userId` has; counted to `max`. */
export async function countUpTo(db: Reader, userId: string, { column, value }: Kind, max: number): Promise<number> {
  const rows = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from relations where user_id = ${userId} and ${sql.ref(column)} = ${value} limit ${max}
    ) as counted
  `.execute(db)
  return Number(rows.rows[0]?.count ?? 0)
}

export type NamedRow = CardRow & { username_key: string }

/** The people to whom `ownerId` stands like this, by name; nobody with whom `viewerId` has a block either way. */
export async function peopleOfPage(
  db: Reader,
  { ownerId, viewerId, kind, isMany }: { ownerId: string; viewerId: string; kind: Kind; isMany: boolean },
  limit: number,
  after: string,
): Promise<NamedRow[]> {
  const standing = sql`owned.user_id = ${ownerId} and ${sql.ref(`owned.${kind.column}`)} = ${kind.value}`
  const chosen = isMany
    ? sql`exists (select 1 from relations as owned where ${standing} and owned.other_id = users.id)`
    : sql`users.id in (select owned.other_id from relations as owned where ${standing})`
  const rows = await sql<NamedRow>`
    select users.id, users.username, users.username_key, users.display_name, users.face, users.avatar, users.state
    from users
    where ${chosen} and users.state = 'active' and users.username_key > ${after} and ${unblocked(viewerId)}
    order by users.username_key
    limit ${limit}
  `.execute(db)
  return rows.rows
}

/** One's own friends by name: their relations with the name that they are sorted by. */
export async function friendPage(
  db: Reader,
  userId: string,
  isMany: boolean,
  limit: number,
  after: string,
): Promise<(RelationsTable & { username_key: string })[]> {
  const people = await peopleOfPage(
    db,
    { ownerId: userId, viewerId: userId, kind: { column: 'friendship', value: 'friends' }, isMany },
    limit,
    after,
  )
  if (people.length === 0) return []
  const ids = people.map(({ id }) => id)
  const rows = await db
    .selectFrom('relations')
    .selectAll()
    .where('user_id', '=', userId)
    .where('other_id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.other_id, row]))
  return people.flatMap(({ id, username_key: key }) => {
    const row = byId.get(id)
    return row === undefined ? [] : [{ ...row, username_key: key }]
  })
}

export type DirectoryRow = NamedRow &
  Pick<UsersTable, 'status_emoji' | 'status_text' | 'status_until'> & { relation: RelationsTable | undefined }

/** Everybody but `viewerId` and those with a block either way, by name; with a prefix (lower case) of any of their words. */
export async function peoplePage(
  db: Reader,
  viewerId: string,
  { prefix, isMany }: { prefix: string; isMany: boolean },
  limit: number,
  after: string,
): Promise<DirectoryRow[]> {
  const words = sql`word >= ${prefix} and word < ${`${prefix}\u{10FFFF}`}`
  const chosen =
    prefix === ''
      ? sql`1 = 1`
      : isMany
        ? sql`exists (select 1 from user_words where user_words.user_id = users.id and ${words})`
        : sql`users.id in (select user_words.user_id from user_words where ${words})`
  const rows = await sql<DirectoryRow>`
    select users.id, users.username, users.username_key, users.display_name, users.face, users.avatar, users.state,
      users.status_emoji, users.status_text, users.status_until
    from users
    where ${chosen} and users.id <> ${viewerId} and users.state = 'active' and users.username_key > ${after}
      and ${unblocked(viewerId)}
    order by users.username_key
    limit ${limit}
  `.execute(db)
  if (rows.rows.length === 0) return []
  const ids = rows.rows.map(({ id }) => id)
  const standing = await db
    .selectFrom('relations')
    .selectAll()
    .where('user_id', '=', viewerId)
    .where('other_id', 'in', ids)
    .execute()
  const byId = new Map(standing.map((row) => [row.other_id, row]))
  return rows.rows.map((row) => ({ ...row, relation: byId.get(row.id) }))
}

function unblocked(viewerId: string): RawBuilder<unknown> {
  return sql`not exists (
    select 1 from relations as blocks
    where blocks.user_id = ${viewerId} and blocks.other_id = users.id
      and (blocks.is_blocked = 1 or blocks.is_blocked_by = 1)
  )`
}
