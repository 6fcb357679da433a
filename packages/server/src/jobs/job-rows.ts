import { sql } from 'kysely'
import { clock } from '../database/clock.ts'
import type { Database, Tx } from '../database/database.ts'
import type { JobsTable } from '../database/schema-work.ts'
import type { JobKind } from './job.ts'

type Reader = Database['read']

export async function insertJob(tx: Tx, job: JobsTable): Promise<void> {
  await tx.insertInto('jobs').values(job).execute()
}

/** Takes up to `limit` jobs that are due, but for `butIds`, for nobody else as long as the lease lasts. */
export async function claimJobs(
  tx: Tx,
  { now, dialect, lane }: Due,
  { leaseMs, claim, limit, butIds }: Lease & { limit: number; butIds: readonly string[] },
): Promise<JobsTable[]> {
  // SQLite has one writer; on PostgreSQL another node passes over what this one is taking.
  const lock = dialect === 'postgres' ? sql`for update skip locked` : sql``
  const { isIn, kinds } = kindsOf(lane)
  const isOfLane = isIn ? sql`in` : sql`not in`
  const time = clock(dialect, now)
  const isOther = butIds.length === 0 ? sql`` : sql`and id not in (${sql.join([...butIds])})`
  const rows = await sql<JobsTable>`
    update jobs set claimed_until = ${time} + ${sql.lit(leaseMs)}, claim = ${claim}, attempts = attempts + 1
    where id in (
      select id from jobs where failed_at is null and run_at <= ${now} and claimed_until <= ${time}
        and kind ${isOfLane} (${sql.join([...kinds])}) ${isOther}
      order by run_at, id limit ${limit} ${lock}
    )
    returning *
  `.execute(tx)
  return rows.rows.toSorted((a, b) => a.run_at - b.run_at || (a.id < b.id ? -1 : 1))
}

/** Holds for longer what is still held by these claims. */
export async function renewJobs(
  tx: Tx,
  { now, dialect }: Moment,
  { claims, leaseMs }: { claims: readonly string[]; leaseMs: number },
): Promise<void> {
  const until = sql<number>`${clock(dialect, now)} + ${sql.lit(leaseMs)}`
  await tx.updateTable('jobs').set({ claimed_until: until }).where('claim', 'in', claims).execute()
}

/** When it is, for what a node decides itself and for leases. */
export interface Moment {
  now: number
  dialect: Database['dialect']
}

/** How something is taken. */
export interface Lease {
  claim: string
  leaseMs: number
}

/** Work of one sort. `moments` is what the others do not name. */
export type LaneName = keyof typeof slowKinds | 'moments'

/** What does not end in moments: `outside` waits for servers elsewhere, `minutes` has much to do, `pictures` keeps the processor busy. */
const slowKinds = {
  outside: ['preview-links'],
  minutes: ['export', 'purge-account', 'read-file'],
  pictures: ['look-at-file'],
} as const satisfies Record<string, readonly JobKind[]>

function kindsOf(lane: LaneName): { isIn: boolean; kinds: readonly JobKind[] } {
  return lane === 'moments'
    ? { isIn: false, kinds: Object.values(slowKinds).flat() }
    : { isIn: true, kinds: slowKinds[lane] }
}

/** Work that may be taken at a moment. */
interface Due extends Moment {
  lane: LaneName
}

export async function isAnyDue(db: Reader, { now, dialect, lane }: Due): Promise<boolean> {
  const { isIn, kinds } = kindsOf(lane)
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('failed_at', 'is', null)
    .where('run_at', '<=', now)
    .where('claimed_until', '<=', clock(dialect, now))
    .where('kind', isIn ? 'in' : 'not in', kinds)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** In how many milliseconds there may be work again: what is to come, or what was taken and perhaps left; null for none. */
export async function nextDueInMs(db: Reader, { now, dialect }: Moment): Promise<number | null> {
  const waiting = db.selectFrom('jobs').where('failed_at', 'is', null)
  const next = await waiting.select('run_at').where('run_at', '>', now).orderBy('run_at').limit(1).executeTakeFirst()
  const taken = await waiting
    .select((eb) => sql<number | null>`${eb.fn.min('claimed_until')} - ${clock(dialect, now)}`.as('inMs'))
    .where('run_at', '<=', now)
    .executeTakeFirst()
  const waits = [next === undefined ? null : Number(next.run_at) - now, taken?.inMs ?? null]
  const known = waits.flatMap((inMs) => (inMs === null ? [] : Number(inMs)))
  return known.length === 0 ? null : Math.min(...known)
}

/** Takes away what was given up before: it holds addresses, and nobody does it any more. */
export async function deleteGivenUp(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('jobs').where('failed_at', '<', before).execute()
}

/** What whoever took up a job says of it. Somebody else may have it by now: then it is not theirs to say. */
type Taken = Pick<JobsTable, 'id' | 'claim'>

/** False when another has it. */
export async function deleteJob(tx: Tx, { id, claim }: Taken): Promise<boolean> {
  const gone = await tx.deleteFrom('jobs').where('id', '=', id).where('claim', '=', claim).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

export async function postponeJob(
  tx: Tx,
  { id, claim }: Taken,
  change: Pick<JobsTable, 'run_at' | 'failed_at' | 'last_error'>,
): Promise<boolean> {
  const changed = await tx
    .updateTable('jobs')
    .set({ ...change, claimed_until: 0, claim: null })
    .where('id', '=', id)
    .where('claim', '=', claim)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** How many jobs there are of each kind. */
export interface KindCounts {
  kind: string
  waiting: number
  due: number
  running: number
  failing: number
  givenUp: number
  /** Since when the first that is due has been so. */
  dueSince: number | null
}

export async function countJobs(db: Reader, { now, dialect }: Moment): Promise<KindCounts[]> {
  const rows = await db
    .selectFrom('jobs')
    .select(({ fn, eb }) => {
      const isOpen = eb('failed_at', 'is', null)
      const isHeld = eb('claimed_until', '>', clock(dialect, now))
      const isDue = eb.and([isOpen, eb.not(isHeld), eb('run_at', '<=', now)])
      return [
        'kind',
        fn
          .countAll<number>()
          .filterWhere(eb.and([isOpen, eb.not(isHeld), eb('run_at', '>', now)]))
          .as('waiting'),
        fn.countAll<number>().filterWhere(isDue).as('due'),
        fn
          .countAll<number>()
          .filterWhere(eb.and([isOpen, isHeld]))
          .as('running'),
        fn
          .countAll<number>()
          .filterWhere(eb.and([isOpen, eb('last_error', 'is not', null)]))
          .as('failing'),
        fn.countAll<number>().filterWhere('failed_at', 'is not', null).as('givenUp'),
        fn.min<number | null>('run_at').filterWhere(isDue).as('dueSince'),
      ]
    })
    .groupBy('kind')
    .orderBy('kind')
    .execute()
  return rows.map(({ kind, dueSince, ...counts }) => ({
    kind,
    waiting: Number(counts.waiting),
    due: Number(counts.due),
    running: Number(counts.running),
    failing: Number(counts.failing),
    givenUp: Number(counts.givenUp),
    dueSince: dueSince === null ? null : Number(dueSince),
  }))
}
