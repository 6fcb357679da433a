import { randomUUIDv7 } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataExport } from '@kith/protocol/leaving.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { ExportsTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { noteAudit } from '../audit/audit.ts'
import { lockUser } from '../users/users.ts'
import { deleteExports, exportById, exportsOf, insertExport, updateExport } from './export-rows.ts'
import { writeZip } from './export-zip.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const SHOWN = 5

/**
 * Asks for a copy of the caller's data; the job `export` makes it.
 * @throws Problem `rate-limited` within a day of the last one that did not fail
 */
export async function askExport(ctx: AppContext, caller: Caller): Promise<DataExport> {
  const now = ctx.now()
  const row: ExportsTable = {
    id: randomUUIDv7(),
    user_id: caller.userId,
    state: 'waiting',
    progress: 0,
    created_at: now,
    expires_at: null,
    sha256: null,
    size_bytes: null,
  }
  await ctx.db.write(async (tx) => {
    await lockUser(tx, caller.userId)
    const last = (await exportsOf(tx, caller.userId, SHOWN)).find(({ state }) => state !== 'failed')
    if (last !== undefined && now - last.created_at < DAY_MS) {
      const retryAfterSeconds = Math.ceil((last.created_at + DAY_MS - now) / 1000)
      throw new Problem('rate-limited', { retryAfterSeconds, detail: 'A copy is made once a day.' })
    }
    await insertExport(tx, row)
    const { userId, address } = caller
    await noteAudit(tx, now, { kind: 'export-asked', userId, actorId: userId, address })
    await enqueue(tx, 'export', { exportId: row.id }, { now })
  })
  ctx.jobs.wake()
  return asExport(row)
}

export async function listExports(ctx: AppContext, caller: Caller): Promise<DataExport[]> {
  return (await exportsOf(ctx.db.read, caller.userId, SHOWN)).map(asExport)
}

/**
 * The bytes of a copy, for its own person.
 * @throws Problem `not-found`, `gone` after its 24 hours
 */
export async function downloadExport(ctx: AppContext, caller: Caller, exportId: string) {
  const row = await exportById(ctx.db.read, exportId)
  if (row === undefined || row.user_id !== caller.userId) throw new Problem('not-found')
  const now = ctx.now()
  if (row.state === 'expired' || (row.expires_at !== null && row.expires_at <= now)) throw new Problem('gone')
  const { sha256, size_bytes: sizeBytes } = row
  if (row.state !== 'ready' || sha256 === null || sizeBytes === null) throw new Problem('not-found')
  const { userId, address } = caller
  await ctx.db.write((tx) => noteAudit(tx, now, { kind: 'export-downloaded', userId, actorId: userId, address }))
  return {
    sizeBytes,
    mediaType: 'application/zip',
    downloadName: `kith-${toTimestamp(row.created_at).slice(0, 10)}.zip`,
    etag: sha256.slice(0, 32),
    keepSeconds: 0,
    open: (range: { start: number; end: number }) => ctx.media.open({ sha256, sizeBytes }, range),
  }
}

/** Makes the copy, for the job `export`. */
export async function makeExport(ctx: AppContext, { exportId }: { exportId: string }): Promise<void> {
  const row = await exportById(ctx.db.read, exportId)
  if (row === undefined || row.state === 'ready' || row.state === 'expired') return
  const change = async (to: Parameters<typeof updateExport>[2]): Promise<void> => {
    const changed = await ctx.db.write((tx) => updateExport(tx, exportId, to))
    if (changed !== undefined) ctx.live.toUser(changed.user_id, 'export', asExport(changed))
  }
  await change({ state: 'running', progress: 0 })
  const path = join(ctx.media.temporaryFolder, `export-${exportId}.zip`)
  try {
    await writeZip(ctx, row.user_id, path, (progress) => change({ progress }))
    const { sha256, sizeBytes } = await ctx.media.keep(path)
    const now = ctx.now()
    const expiresAt = now + DAY_MS
    const made = await ctx.db.write(async (tx) => {
      const to = { state: 'ready', progress: 100, sha256, size_bytes: sizeBytes, expires_at: expiresAt } as const
      const changed = await updateExport(tx, exportId, to)
      // Whoever is gone meanwhile gets none, and the bytes are swept.
      if (changed === undefined) return undefined
      await ctx.media.use(tx, sha256)
      await enqueue(tx, 'expire-export', { exportId }, { now, runAt: expiresAt })
      return changed
    })
    if (made === undefined) await ctx.media.removeUnused([sha256])
    else ctx.live.toUser(made.user_id, 'export', asExport(made))
  } catch (error) {
    await rm(path, { force: true })
    await change({ state: 'failed' })
    throw error
  }
}

/** Takes the bytes of a copy away when its time is over, for the job `expire-export`. */
export async function expireExport(ctx: AppContext, { exportId }: { exportId: string }): Promise<void> {
  const freed = await ctx.db.write(async (tx) => {
    const row = await exportById(tx, exportId)
    if (row?.state !== 'ready' || row.sha256 === null) return []
    await updateExport(tx, exportId, { state: 'expired', sha256: null })
    await ctx.media.release(tx, row.sha256)
    return [row.sha256]
  })
  await ctx.media.removeUnused(freed)
}

/** Takes every copy of `userId` away; what it returns is for `ctx.media.removeUnused` after the commit. */
export async function dropExports(ctx: AppContext, tx: Tx, userId: string): Promise<string[]> {
  const freed = (await deleteExports(tx, userId)).flatMap(({ sha256 }) => sha256 ?? [])
  for (const sha256 of freed) await ctx.media.release(tx, sha256)
  return freed
}

function asExport(row: ExportsTable): DataExport {
  return {
    id: row.id,
    state: row.state,
    progress: row.progress,
    createdAt: toTimestamp(row.created_at),
    expiresAt: toTimestampOrNull(row.expires_at),
    sizeBytes: row.size_bytes,
  }
}
