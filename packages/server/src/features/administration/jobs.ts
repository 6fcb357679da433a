import type { FailedJob, JobCounts, SweepState } from '@kith/protocol/admin.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Tx } from '../../database/database.ts'
import { countJobs } from '../../jobs/job-rows.ts'
import { momentOf } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { noteAudit } from '../audit/audit.ts'
import { refuseUnlessMay } from '../place/place.ts'
import { allSweeps, deleteOneGivenUp, failedPage, retryFailed } from './job-rows.ts'

const cursorSchema = z.strictObject({ id: z.string() })

/** Work that nobody waits for: how much of each kind, and what failed. @throws Problem `forbidden` */
export async function listJobs(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: CallParsed<'GET /api/admin/jobs'>,
): Promise<{ kinds: JobCounts[]; sweeps: SweepState[]; items: FailedJob[]; nextCursor: string | null }> {
  refuseUnlessMay(caller, 'see-jobs')
  const { read } = ctx.db
  const moment = momentOf(ctx)
  const rows = await failedPage(read, moment, limit + 1, readCursor(cursorSchema, cursor)?.id ?? null)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const kinds = await countJobs(read, moment)
  const sweeps = await allSweeps(read, moment)
  return {
    kinds: kinds.map((counts) => ({ ...counts, dueSince: toTimestampOrNull(counts.dueSince) })),
    sweeps: sweeps.map((row) => ({
      name: row.name,
      isRunning: Number(row.heldForMs) > 0,
      endedAt: toTimestampOrNull(row.ended_at),
      nextAt: toTimestamp(row.due_at),
      lastError: row.last_error,
    })),
    items: rows.slice(0, limit).map((row) => asFailed(row)),
    nextCursor: last === undefined ? null : writeCursor({ id: last.id }),
  }
}

/** Has failed work done now. @throws Problem `forbidden`, `not-found` also while it is under way */
export async function retryJob(ctx: AppContext, caller: Caller, jobId: string): Promise<void> {
  refuseUnlessMay(caller, 'change-jobs')
  await ctx.db.write(async (tx) => {
    const job = await retryFailed(tx, jobId, ctx.now())
    if (job === undefined) throw new Problem('not-found')
    await note(tx, ctx, caller, { kind: 'job-retried', jobId, jobKind: job.kind })
  })
  ctx.jobs.wake()
}

/** Nobody does it any more. @throws Problem `forbidden`, `not-found` for what was not given up */
export async function dropJob(ctx: AppContext, caller: Caller, jobId: string): Promise<void> {
  refuseUnlessMay(caller, 'change-jobs')
  await ctx.db.write(async (tx) => {
    const job = await deleteOneGivenUp(tx, jobId)
    if (job === undefined) throw new Problem('not-found')
    await note(tx, ctx, caller, { kind: 'job-dropped', jobId, jobKind: job.kind })
  })
}

async function note(
  tx: Tx,
  ctx: AppContext,
  { userId: actorId, address }: Caller,
  { kind, ...details }: { kind: 'job-retried' | 'job-dropped'; jobId: string; jobKind: string },
): Promise<void> {
  await noteAudit(tx, ctx.now(), { kind, userId: null, actorId, address, details })
}

function asFailed(row: Awaited<ReturnType<typeof failedPage>>[number]): FailedJob {
  const isGivenUp = row.failed_at !== null
  return {
    id: row.id,
    kind: row.kind,
    state: isGivenUp ? 'given-up' : Number(row.heldForMs) > 0 ? 'running' : 'failing',
    attempts: row.attempts,
    lastError: row.last_error ?? '',
    createdAt: toTimestamp(row.created_at),
    nextTryAt: isGivenUp ? null : toTimestamp(row.run_at),
    givenUpAt: toTimestampOrNull(row.failed_at),
  }
}
