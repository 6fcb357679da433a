import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { JobsTable } from '../database/schema.ts'
import type { JobKind } from './job.ts'

type Reader = Database['read']

export async function insertJob(tx: Tx, job: JobsTable): Promise<void> {
  await tx.insertInto('jobs').values(job).execute()
}

/** Takes up to `limit` jobs that are due, for nobody else until `until`. */
export async function claimJobs(
  tx: Tx,
  dialect: Database['dialect'],
  { now, lane, until, limit }: Due & { until: number; limit: number },
): Promise<JobsTable[]> {
  // SQLite has one writer; on PostgreSQL another node passes over what this one is taking.
  const lock = dialect === 'postgres' ? sql`for update skip locked` : sql``
  const { isIn, kinds } = kindsOf(lane)
  const isOfLane = isIn ? sql`in` : sql`not in`
  const rows = await sql<JobsTable>`
    update jobs set claimed_until = ${until}, attempts = attempts + 1
    where id in (
      select id from jobs where failed_at is null and run_at <= ${now} and claimed_until <= ${now}
        and kind ${isOfLane} (${sql.join([...kinds])})
      order by run_at, id limit ${limit} ${lock}
    )
    returning *
  `.execute(tx)
  return rows.rows
}

/** Work of one sort. `moments` is what the others do not name. */
export type LaneName = keyof typeof slowKinds | 'moments'

/** What does not end in moments: `outside` waits for servers elsewhere, `minutes` has much to do. */
const slowKinds = {
  outside: ['preview-links'],
  minutes: ['export', 'purge-account'],
} as const satisfies Record<string, readonly JobKind[]>

function kindsOf(lane: LaneName): { isIn: boolean; kinds: readonly JobKind[] } {
  return lane === 'moments'
    ? { isIn: false, kinds: Object.values(slowKinds).flat() }
    : { isIn: true, kinds: slowKinds[lane] }
}

/** Work that may be taken at `now`. */
interface Due {
  now: number
  lane: LaneName
}

export async function isAnyDue(db: Reader, { now, lane }: Due): Promise<boolean> {
  const { isIn, kinds } = kindsOf(lane)
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('failed_at', 'is', null)
    .where('run_at', '<=', now)
    .where('claimed_until', '<=', now)
    .where('kind', isIn ? 'in' : 'not in', kinds)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** When there may be work again after `now`: what is to come, or what was taken and perhaps left; null for none. */
export async function nextDue(db: Reader, now: number): Promise<number | null> {
  const waiting = db.selectFrom('jobs').where('failed_at', 'is', null)
  const next = await waiting.select('run_at').where('run_at', '>', now).orderBy('run_at').limit(1).executeTakeFirst()
  const taken = await waiting
    .select((eb) => eb.fn.min<number | null>('claimed_until').as('until'))
    .where('run_at', '<=', now)
    .executeTakeFirst()
  const times = [next?.run_at, taken?.until].flatMap((time) =>
    time === null || time === undefined ? [] : Number(time),
  )
  return times.length === 0 ? null : Math.min(...times)
}

/** Takes away what was given up before: it holds addresses, and nobody does it any more. */
export async function deleteGivenUp(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('jobs').where('failed_at', '<', before).execute()
}

export async function deleteJob(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('jobs').where('id', '=', id).execute()
}

export async function postponeJob(
  tx: Tx,
  id: string,
  change: Pick<JobsTable, 'run_at' | 'failed_at' | 'last_error'>,
): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ ...change, claimed_until: 0 })
    .where('id', '=', id)
    .execute()
}
