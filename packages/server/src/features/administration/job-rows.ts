import { sql } from 'kysely'
import { clock } from '../../database/clock.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { JobsTable, SweepsTable } from '../../database/schema-work.ts'
import type { Moment } from '../../jobs/job-rows.ts'

type Reader = Database['read']

type FailedRow = Omit<JobsTable, 'payload' | 'claim'> & { heldForMs: number }

/** What failed at least once and is not done, newest first, before `beforeId`. */
export async function failedPage(
  db: Reader,
  { now, dialect }: Moment,
  limit: number,
  beforeId: string | null,
): Promise<FailedRow[]> {
  return db
    .selectFrom('jobs')
    .select(['id', 'kind', 'run_at', 'attempts', 'claimed_until', 'created_at', 'failed_at', 'last_error'])
    .select(sql<number>`claimed_until - ${clock(dialect, now)}`.as('heldForMs'))
    .where('last_error', 'is not', null)
    .$if(beforeId !== null, (query) => query.where('id', '<', beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Makes failed work due at once, as if it had never been tried; undefined when there is none of that id. */
export async function retryFailed(tx: Tx, id: string, now: number): Promise<Pick<JobsTable, 'kind'> | undefined> {
  return tx
    .updateTable('jobs')
    .set({ run_at: now, attempts: 0, failed_at: null, claimed_until: 0, claim: null })
    .where('id', '=', id)
    .where('last_error', 'is not', null)
    .where('claim', 'is', null)
    .returning('kind')
    .executeTakeFirst()
}

/** Undefined when nothing of that id was given up. */
export async function deleteOneGivenUp(tx: Tx, id: string): Promise<Pick<JobsTable, 'kind'> | undefined> {
  return tx
    .deleteFrom('jobs')
    .where('id', '=', id)
    .where('failed_at', 'is not', null)
    .returning('kind')
    .executeTakeFirst()
}

/** All that is swept, by name, with for how long somebody holds it. */
export async function allSweeps(
  db: Reader,
  { now, dialect }: Moment,
): Promise<(Pick<SweepsTable, 'name' | 'due_at' | 'ended_at' | 'last_error'> & { heldForMs: number })[]> {
  return db
    .selectFrom('sweeps')
    .select(['name', 'due_at', 'ended_at', 'last_error'])
    .select(sql<number>`claimed_until - ${clock(dialect, now)}`.as('heldForMs'))
    .orderBy('name')
    .execute()
}
