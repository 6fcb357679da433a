import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Incoming } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { mayInProject, projectFor } from '../project-access/project-access.ts'
import { deleteIncoming, incomingBy } from './incoming-rows.ts'
import type { IncomingRow } from './incoming-rows.ts'

export interface Named {
  projectId: string
  incomingId: string
}

/**
 * One's own upload in a project that one is still in.
 * @throws Problem `not-found`, exactly as for an id that does not exist
 */
export async function uploadOf(
  ctx: AppContext,
  caller: Caller,
  { projectId, incomingId }: Named,
): Promise<{ row: IncomingRow; mayWrite: boolean }> {
  const project = await projectFor(ctx.db.read, caller.userId, projectId)
  const row = await incomingBy(ctx.db.read, incomingId)
  if (row === undefined || row.project_id !== projectId || row.user_id !== caller.userId) throw new Problem('not-found')
  return { row, mayWrite: mayInProject(project, 'write-files') }
}

/**
 * How far an upload is, asked before each piece: whoever was taken out of the project brings no more.
 * @throws Problem `not-found`, `forbidden`
 */
export async function mayContinue(ctx: AppContext, caller: Caller, named: Named): Promise<Incoming> {
  const { row, mayWrite } = await uploadOf(ctx, caller, named)
  if (!mayWrite) throw new Problem('forbidden')
  return asIncoming(ctx, row)
}

/** An upload with what is here of it. */
export async function asIncoming(ctx: AppContext, row: IncomingRow): Promise<Incoming> {
  const { id, size_bytes: sizeBytes, entry_id: entryId, ended_at: endedAt } = row
  if (endedAt !== null) return { id, sizeBytes, receivedBytes: sizeBytes, touchedAt: endedAt, entryId }
  const found = await ctx.media.partial.find(id)
  return {
    id,
    sizeBytes,
    receivedBytes: found?.sizeBytes ?? 0,
    touchedAt: Math.max(row.created_at, found?.touchedAt ?? 0),
    entryId,
  }
}

/**
 * Adds a piece; what breaks off is kept as far as it came.
 * @returns how much is here now
 * @throws Problem `not-durable` when the disk takes no more
 */
export async function addPiece(
  ctx: AppContext,
  incoming: Incoming,
  offset: number,
  bytes: AsyncIterable<Buffer>,
): Promise<number> {
  if (incoming.entryId === null) return ctx.media.partial.append(incoming.id, offset, bytes)
  return incoming.sizeBytes
}

/**
 * Takes back what is under way. What has become a file stays one.
 * @throws Problem `not-found`
 */
export async function cancelUpload(ctx: AppContext, caller: Caller, named: Named): Promise<void> {
  const { row } = await uploadOf(ctx, caller, named)
  await dropUpload(ctx, row.id)
}

/** What ends an upload is done one after the other, by whichever node. */
export function turnOf(id: string): string {
  return `incoming ${id}`
}

export async function dropUpload(ctx: AppContext, id: string): Promise<void> {
  await ctx.db.exclusively(turnOf(id), async () => {
    await ctx.db.write((tx) => deleteIncoming(tx, id))
    await ctx.media.partial.remove(id)
  })
}
