import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { CircleMembersTable, CirclesTable } from '../../database/schema-circles.ts'

type Reader = Database['read']

export async function circleById(db: Reader, id: string): Promise<CirclesTable | undefined> {
  return db.selectFrom('circles').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Locks the circle until the transaction ends. */
export async function lockCircle(tx: Tx, id: string): Promise<CirclesTable | undefined> {
  return tx
    .updateTable('circles')
    .set((eb) => ({ member_count: eb.ref('member_count') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

export async function countCircles(db: Reader): Promise<number> {
  const row = await db
    .selectFrom('circles')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function insertCircle(tx: Tx, row: CirclesTable): Promise<void> {
  await tx.insertInto('circles').values(row).execute()
}

export async function updateCircle(
  tx: Tx,
  id: string,
  change: Partial<Pick<CirclesTable, 'handle' | 'handle_key' | 'title' | 'description'>>,
): Promise<void> {
  if (Object.keys(change).length > 0) await tx.updateTable('circles').set(change).where('id', '=', id).execute()
}

export async function deleteCircle(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('circles').where('id', '=', id).execute()
}

/** Of `userIds` those who were not in it. */
export async function addPeople(tx: Tx, circleId: string, userIds: readonly string[], at: number): Promise<string[]> {
  if (userIds.length === 0) return []
  const rows: CircleMembersTable[] = userIds.map((userId) => ({ circle_id: circleId, user_id: userId, added_at: at }))
  const added = await tx
    .insertInto('circle_members')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .execute()
  return added.map((row) => row.user_id)
}

/** Of `userIds` those who were in it. */
export async function takePeopleOut(tx: Tx, circleId: string, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return []
  const gone = await tx
    .deleteFrom('circle_members')
    .where('circle_id', '=', circleId)
    .where('user_id', 'in', userIds)
    .returning('user_id')
    .execute()
  return gone.map((row) => row.user_id)
}

/** Counts anew who is in each of these circles. */
export async function recountPeople(tx: Tx, circleIds: readonly string[]): Promise<void> {
  if (circleIds.length === 0) return
  await tx
    .updateTable('circles')
    .set({
      member_count: sql`(select count(*) from circle_members where circle_members.circle_id = circles.id)`,
    })
    .where('id', 'in', circleIds)
    .execute()
}

export async function circlesOf(db: Reader, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('circle_members')
    .select('circle_id')
    .where('user_id', '=', userId)
    .orderBy('circle_id')
    .execute()
  return rows.map((row) => row.circle_id)
}

/** Which of `userIds` have an account that is open. */
export async function activeAmong(db: Reader, userIds: readonly string[]): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('id', 'in', userIds)
    .where('state', '=', 'active')
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Who is in it, by username, `limit` at most. */
export async function firstPeople(db: Reader, circleId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('circle_members')
    .innerJoin('users', 'users.id', 'circle_members.user_id')
    .select('users.id')
    .where('circle_members.circle_id', '=', circleId)
    .where('users.state', '=', 'active')
    .orderBy('users.username_key')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

export type CircleRow = CirclesTable & { is_member: number }

export interface CirclePage {
  viewerId: string
  /** In lower case: the beginning of a handle or of a word of a title. */
  prefix: string
  /** Only those that this person is in. */
  userId: string | null
  limit: number
}

/** The circles by handle. A place has a thousand at most, so that all may be looked through. */
export async function circlePage(db: Reader, { viewerId, prefix, userId, limit }: CirclePage): Promise<CircleRow[]> {
  const literal = prefix.replaceAll(/[\\%_]/g, String.raw`\$&`)
  const begins = [literal, `% ${literal}`].map((each) => `${each}%`)
  const found =
    prefix === ''
      ? sql``
      : sql`and (circles.handle_key like ${begins[0]} escape '\\'
          or lower(circles.title) like ${begins[0]} escape '\\' or lower(circles.title) like ${begins[1]} escape '\\')`
  const within =
    userId === null
      ? sql``
      : sql`and circles.id in (select circle_id from circle_members where circle_members.user_id = ${userId})`
  const { rows } = await sql<CircleRow>`
    select circles.*, case when exists (
      select 1 from circle_members
      where circle_members.circle_id = circles.id and circle_members.user_id = ${viewerId}
    ) then 1 else 0 end as is_member
    from circles
    where 1 = 1 ${found} ${within}
    order by circles.handle_key
    limit ${limit}
  `.execute(db)
  return rows
}

/** How many of each circle are in the conversation, but for `exceptId`. */
export async function reachOf(
  db: Reader,
  conversationId: string,
  circleIds: readonly string[],
  exceptId: string,
): Promise<Map<string, number>> {
  if (circleIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('circle_members')
    .innerJoin('members', 'members.user_id', 'circle_members.user_id')
    .innerJoin('users', 'users.id', 'circle_members.user_id')
    .select('circle_members.circle_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('circle_members.circle_id', 'in', circleIds)
    .where('circle_members.user_id', '<>', exceptId)
    .where('members.conversation_id', '=', conversationId)
    .where('members.left_at', 'is', null)
    .where('users.state', '=', 'active')
    .groupBy('circle_members.circle_id')
    .execute()
  return new Map(rows.map((row) => [row.circle_id, Number(row.count)]))
}
