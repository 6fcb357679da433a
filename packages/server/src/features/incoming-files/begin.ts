import { randomUUIDv7 } from 'node:crypto'
import { incomingMetadata } from '@kith/protocol/incoming-files.ts'
import type { IncomingMetadata } from '@kith/protocol/incoming-files.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { parseInput } from '../../validation.ts'
import { fittingName, folderIn, makeFolder, placeIn, refuseUnlessRoom } from '../files/files.ts'
import { mayInProject, projectFor, projectTaking } from '../project-access/project-access.ts'
import { lockUser } from '../users/users.ts'
import { countUnderWay, incomingByClientId, insertIncoming } from './incoming-rows.ts'
import type { IncomingRow } from './incoming-rows.ts'

const RETRY_S = 5

interface Announced {
  projectId: string
  sizeBytes: number
  /** As the client sent it. */
  metadata: Readonly<Record<string, string | null>>
}

/**
 * Announces a file that will come in pieces. From now on what it will be counts as used. Asked for again with the same
 * `clientId`, it is the one that was begun.
 * @throws Problem `not-found` (project or folder), `forbidden`, `validation-failed`, `too-large`, `quota-exceeded`,
 *   `name-taken` (a file is called as a folder on the way), `rate-limited` (too many under way), `client-id-reused`
 */
export async function beginUpload(ctx: AppContext, caller: Caller, announced: Announced): Promise<IncomingRow> {
  const { projectId, sizeBytes } = announced
  // Whoever may not hears nothing else.
  const project = await projectFor(ctx.db.read, caller.userId, projectId)
  if (!mayInProject(project, 'write-files')) throw new Problem('forbidden')
  const metadata = parseInput(incomingMetadata, announced.metadata)
  if (sizeBytes > ctx.config.PROJECT_FILE_MAX_BYTES) throw new Problem('too-large')
  const begun = await begunBefore(ctx.db.read, caller, announced, metadata)
  if (begun !== null) return begun
  // No folder is made for what there is no room for.
  if (metadata.relativePath !== undefined) await refuseUnlessRoom(ctx, ctx.db.read, project, sizeBytes)
  const { parentId, name } = await destinationOf(ctx, caller, projectId, metadata)
  const row = await ctx.db.write(async (tx) => {
    const now = ctx.now()
    const taken = await projectTaking(tx, caller.userId, projectId, { revs: 0, action: 'write-files', now })
    await placeIn(tx, projectId, parentId)
    // One announcement of a person after the other: together they never have more than their space.
    await lockUser(tx, caller.userId)
    const first = await begunBefore(tx, caller, announced, metadata)
    if (first !== null) return first
    if ((await countUnderWay(tx, caller.userId)) >= limits.uploadsUnderWay)
      throw new Problem('rate-limited', { retryAfterSeconds: RETRY_S })
    await refuseUnlessRoom(ctx, tx, taken, sizeBytes)
    const made: IncomingRow = {
      id: randomUUIDv7(),
      project_id: projectId,
      user_id: caller.userId,
      parent_id: parentId ?? '',
      name,
      size_bytes: sizeBytes,
      sha256: metadata.sha256 ?? null,
      client_id: metadata.clientId ?? null,
      created_at: now,
      entry_id: null,
      ended_at: null,
    }
    await insertIncoming(tx, made)
    return made
  })
  await ctx.media.partial.create(row.id)
  return row
}

async function begunBefore(
  db: Tx | AppContext['db']['read'],
  caller: Caller,
  { projectId, sizeBytes }: Announced,
  { clientId }: IncomingMetadata,
): Promise<IncomingRow | null> {
  if (clientId === undefined) return null
  const row = await incomingByClientId(db, caller.userId, clientId)
  if (row === undefined) return null
  if (row.project_id !== projectId || row.size_bytes !== sizeBytes) throw new Problem('client-id-reused')
  return row
}

/** The folder that it goes to, made where it is not there, and its name. */
async function destinationOf(
  ctx: AppContext,
  caller: Caller,
  projectId: string,
  { filename, folder, relativePath = '' }: IncomingMetadata,
): Promise<{ parentId: string | null; name: string }> {
  let parentId = folder ?? null
  await placeIn(ctx.db.read, projectId, parentId)
  const parts = relativePath === '' ? [] : relativePath.split('/')
  for (const part of parts.slice(0, -1)) {
    const name = fittingName(part)
    const there = await folderIn(ctx.db.read, { projectId, parentId: parentId ?? '' }, name)
    parentId = there?.id ?? (await makeFolder(ctx, caller, { projectId, parentId, name })).entry.id
  }
  return { parentId, name: fittingName(parts.at(-1) ?? filename) }
}
