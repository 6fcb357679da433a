import { sql } from 'kysely'
import { clock } from '../database/clock.ts'
import type { Database, Tx } from '../database/database.ts'
import type { Lease, Moment } from './job-rows.ts'
import type { Sweep } from './sweep.ts'

/**
 * Those of `sweeps` that are due and that nobody holds. A time that lies further away than it can be is of a clock that
 * went wrong, and is not waited for.
 */
export async function dueSweeps(
  db: Database['read'],
  { now, dialect }: Moment,
  sweeps: readonly Sweep[],
  leaseMs: number,
): Promise<Sweep[]> {
  const inMs = (column: 'due_at' | 'claimed_until') => sql<number>`${sql.ref(column)} - ${clock(dialect, now)}`
  const rows = await db
    .selectFrom('sweeps')
    .select(['name', inMs('due_at').as('dueInMs'), inMs('claimed_until').as('heldForMs')])
    .execute()
  const known = new Map(rows.map((row) => [row.name, row]))
  return sweeps.filter(({ name, everyMs }) => {
    const row = known.get(name)
    return row === undefined || (!isAhead(row.dueInMs, everyMs) && !isAhead(row.heldForMs, leaseMs))
  })
}

function isAhead(inMs: number, mostMs: number): boolean {
  return Number(inMs) > 0 && Number(inMs) <= mostMs
}

/** Takes a sweep that is due; false when another node was first. */
export async function claimSweep(tx: Tx, moment: Moment, sweep: Sweep, { claim, leaseMs }: Lease): Promise<boolean> {
  const never = { name: sweep.name, due_at: 0, claimed_until: 0, claim: null, ended_at: null, last_error: null }
  await tx
    .insertInto('sweeps')
    .values(never)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // Whoever comes second waits for this row, and finds that it is taken.
  await tx
    .updateTable('sweeps')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('name', '=', sweep.name)
    .execute()
  if ((await dueSweeps(tx, moment, [sweep], leaseMs)).length === 0) return false
  await tx
    .updateTable('sweeps')
    .set({ claim, claimed_until: laterBy(moment, leaseMs) })
    .where('name', '=', sweep.name)
    .execute()
  return true
}

export async function renewSweeps(
  tx: Tx,
  moment: Moment,
  { claims, leaseMs }: { claims: readonly string[]; leaseMs: number },
): Promise<void> {
  await tx
    .updateTable('sweeps')
    .set({ claimed_until: laterBy(moment, leaseMs) })
    .where('claim', 'in', claims)
    .execute()
}

/** Writes down how it ended, unless somebody else has it by now. */
export async function endSweep(
  tx: Tx,
  moment: Moment,
  sweep: Sweep,
  { claim, fault }: { claim: string; fault: string | null },
): Promise<void> {
  await tx
    .updateTable('sweeps')
    .set({
      due_at: laterBy(moment, sweep.everyMs),
      claimed_until: 0,
      claim: null,
      ended_at: clock(moment.dialect, moment.now),
      last_error: fault,
    })
    .where('name', '=', sweep.name)
    .where('claim', '=', claim)
    .execute()
}

function laterBy({ dialect, now }: Moment, ms: number) {
  return sql<number>`${clock(dialect, now)} + ${sql.lit(ms)}`
}
