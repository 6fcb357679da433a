import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { RelationsTable, UsersTable } from '../../database/schema.ts'

type Reader = Database['read']

const relationQuery = prepared((db, { userId, otherId }: { userId: string; otherId: string }) =>
  db.selectFrom('relations').selectAll().where('user_id', '=', userId).where('other_id', '=', otherId),
)

export async function relationRow(db: Reader, userId: string, otherId: string): Promise<RelationsTable | undefined> {
  return (await relationQuery(db, { userId, otherId }))[0]
}

export async function putRelation(tx: Tx, row: RelationsTable): Promise<void> {
  await tx
    .insertInto('relations')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'other_id']).doUpdateSet((eb) => ({
        friendship: eb.ref('excluded.friendship'),
        note: eb.ref('excluded.note'),
        follow: eb.ref('excluded.follow'),
        followed_by: eb.ref('excluded.followed_by'),
        is_blocked: eb.ref('excluded.is_blocked'),
        is_blocked_by: eb.ref('excluded.is_blocked_by'),
        is_muted: eb.ref('excluded.is_muted'),
        rev: eb.ref('excluded.rev'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute()
}

export async function userByEmail(db: Reader, emailKey: string): Promise<UsersTable | undefined> {
  return db.selectFrom('users').selectAll().where('email_key', '=', emailKey).executeTakeFirst()
}

/** Some of those who wait to be let in by `userId`. */
export async function waitingFollowers(db: Reader, userId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('relations')
    .select('other_id')
    .where('user_id', '=', userId)
    .where('followed_by', '=', 'requested')
    .orderBy('changed_at')
    .orderBy('other_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.other_id)
}

/** Ascending by rev: what changed in (`since`, `upTo`]. */
export async function relationsChanged(
  db: Reader,
  userId: string,
  range: { since: number; upTo: number },
  limit: number,
): Promise<RelationsTable[]> {
  return db
    .selectFrom('relations')
    .selectAll()
    .where('user_id', '=', userId)
    .where('rev', '>', range.since)
    .where('rev', '<=', range.upTo)
    .orderBy('rev')
    .limit(limit)
    .execute()
}

/** How many friends, followers and followed somebody has. */
export async function relationCounts(
  db: Reader,
  userId: string,
): Promise<{ friends: number; followers: number; following: number }> {
  const rows = await sql<Record<'friends' | 'followers' | 'following', number>>`
    select
      (select count(*) from relations where user_id = ${userId} and friendship = 'friends') as friends,
      (select count(*) from relations where user_id = ${userId} and followed_by = 'following') as followers,
      (select count(*) from relations where user_id = ${userId} and follow = 'following') as following
  `.execute(db)
  const { friends = 0, followers = 0, following = 0 } = rows.rows[0] ?? {}
  return { friends: Number(friends), followers: Number(followers), following: Number(following) }
}
