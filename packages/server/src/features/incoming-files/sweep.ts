import type { AppContext } from '../../context.ts'
import { dropUpload } from './go-on.ts'
import { incomingBy, incomingPage } from './incoming-rows.ts'
import type { IncomingRow } from './incoming-rows.ts'

/** With the pause between two sweeps, what hears nothing for an hour is gone. */
export const QUIET_MS = 55 * 60_000
const AT_ONCE = 200

/**
 * Drops what nobody goes on with, forgets what has become a file a while ago, and removes files that belong to no
 * upload: those of whom a kill, or the end of a project or an account, took the row.
 */
export async function sweepUnderWay(ctx: AppContext): Promise<void> {
  const touchedAt = new Map<string, number>()
  for await (const { id, touchedAt: at } of ctx.media.partial.list()) touchedAt.set(id, at)
  for (let after = ''; ;) {
    const rows = await incomingPage(ctx.db.read, after, AT_ONCE)
    for (const row of rows) if (isQuiet(ctx, row, touchedAt.get(row.id))) await dropUpload(ctx, row.id)
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) break
    after = last.id
  }
  for (const [id, at] of touchedAt) {
    if (!isLongAgo(at, Date.now()) || (await incomingBy(ctx.db.read, id)) !== undefined) continue
    await ctx.media.partial.remove(id)
  }
}

/** A file is dated by the clock of the disk, a row by ours. */
function isQuiet(ctx: AppContext, row: IncomingRow, fileTouchedAt: number | undefined): boolean {
  if (row.ended_at !== null) return isLongAgo(row.ended_at, ctx.now())
  return fileTouchedAt === undefined ? isLongAgo(row.created_at, ctx.now()) : isLongAgo(fileTouchedAt, Date.now())
}

function isLongAgo(at: number, now: number): boolean {
  return now - at > QUIET_MS
}
