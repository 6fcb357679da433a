import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { ProjectMembersTable } from '../../database/schema-projects.ts'

type Reader = Database['read']
export type PersonRow = ProjectMembersTable

/** People come in, or come back: their row becomes theirs again. */
export async function insertPeople(tx: Tx, rows: readonly PersonRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx
    .insertInto('project_members')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['project_id', 'user_id']).doUpdateSet((eb) => ({
        role: eb.ref('excluded.role'),
        rev: eb.ref('excluded.rev'),
        joined_at: eb.ref('excluded.joined_at'),
        left_at: null,
        is_removed: 0,
        seen_rev: eb.ref('excluded.seen_rev'),
      })),
    )
    .execute()
  await tx
    .updateTable('projects')
    .set((eb) => ({ member_count: eb('member_count', '+', rows.length) }))
    .where('id', '=', rows[0]?.project_id ?? '')
    .execute()
}

export async function updatePerson(
  tx: Tx,
  at: Pick<PersonRow, 'project_id' | 'user_id'>,
  change: Partial<Pick<PersonRow, 'role' | 'rev' | 'left_at' | 'is_removed'>>,
): Promise<void> {
  await tx
    .updateTable('project_members')
    .set(change)
    .where('project_id', '=', at.project_id)
    .where('user_id', '=', at.user_id)
    .execute()
}

/** Somebody is not in it any more. */
export async function takeOut(
  tx: Tx,
  at: Pick<PersonRow, 'project_id' | 'user_id'>,
  change: Pick<PersonRow, 'rev' | 'left_at' | 'is_removed'>,
): Promise<void> {
  await updatePerson(tx, at, change)
  await tx
    .updateTable('projects')
    .set((eb) => ({ member_count: eb('member_count', '-', 1) }))
    .where('id', '=', at.project_id)
    .execute()
}

export async function personOf(db: Reader, projectId: string, userId: string): Promise<PersonRow | undefined> {
  return db
    .selectFrom('project_members')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
}

/** Whether others took `userId` out, and nobody let them in since. */
export async function wasTakenOut(db: Reader, projectId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('project_members')
    .select('is_removed')
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.is_removed === 1
}

export async function ownerIds(db: Reader, projectId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('project_members')
    .select('user_id')
    .where('project_id', '=', projectId)
    .where('role', '=', 'owner')
    .where('left_at', 'is', null)
    .orderBy('user_id')
    .execute()
  return rows.map(({ user_id: id }) => id)
}

const rank = sql<number>`case project_members.role
  when 'owner' then 0 when 'editor' then 1 when 'commenter' then 2 else 3 end`

/** Who owns it when `userId` goes: who may do most and has been there longest, with an account; null where nobody is left. */
export async function heirTo(db: Reader, projectId: string, userId: string): Promise<PersonRow | null> {
  const row = await db
    .selectFrom('project_members')
    .innerJoin('users', 'users.id', 'project_members.user_id')
    .selectAll('project_members')
    .where('project_members.project_id', '=', projectId)
    .where('project_members.user_id', '!=', userId)
    .where('project_members.left_at', 'is', null)
    .where('users.state', '!=', 'deleted')
    .orderBy(rank)
    .orderBy('project_members.joined_at')
    .orderBy('project_members.user_id')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export interface PeopleCursor {
  rank: number
  name: string
}

/** Its people now: by role, then by username. `prefix` (lower case) is of any of their words. */
export async function peoplePage(
  db: Reader,
  projectId: string,
  { prefix, limit, cursor }: { prefix: string; limit: number; cursor: PeopleCursor | null },
): Promise<(PersonRow & { rank: number; username_key: string })[]> {
  return db
    .selectFrom('project_members')
    .innerJoin('users', 'users.id', 'project_members.user_id')
    .selectAll('project_members')
    .select([rank.as('rank'), 'users.username_key'])
    .where('project_members.project_id', '=', projectId)
    .where('project_members.left_at', 'is', null)
    .$if(prefix !== '', (query) =>
      query.where('project_members.user_id', 'in', (eb) =>
        eb
          .selectFrom('user_words')
          .select('user_words.user_id')
          .where('user_words.word', '>=', prefix)
          .where('user_words.word', '<', `${prefix}\u{10FFFF}`),
      ),
    )
    .$if(cursor !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb(rank, '>', cursor?.rank ?? 0),
          eb.and([eb(rank, '=', cursor?.rank ?? 0), eb('users.username_key', '>', cursor?.name ?? '')]),
        ]),
      ),
    )
    .orderBy(rank)
    .orderBy('users.username_key')
    .limit(limit)
    .execute()
}

/** Ascending by rev: who came, went or changed in (`since`, `upTo`]. */
export async function peopleChanged(
  db: Reader,
  projectId: string,
  range: { since: number; upTo: number },
  limit: number,
): Promise<PersonRow[]> {
  return db
    .selectFrom('project_members')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('rev', '>', range.since)
    .where('rev', '<=', range.upTo)
    .orderBy('rev')
    .limit(limit)
    .execute()
}

/** Moves forward up to where `userId` has seen what changed. */
export async function moveSeen(tx: Tx, projectId: string, userId: string, rev: number): Promise<void> {
  await tx
    .updateTable('project_members')
    .set({ seen_rev: rev })
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .where('seen_rev', '<', rev)
    .execute()
}

/** The projects of `userId`, by id. */
export async function projectIdsOf(db: Reader, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('project_members')
    .select('project_id')
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .orderBy('project_id')
    .execute()
  return rows.map((row) => row.project_id)
}
