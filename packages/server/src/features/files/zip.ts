import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { limits } from '@kith/protocol/limits.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { ZipFile } from 'yazl'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Bytes } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { projectFor } from '../project-access/project-access.ts'
import { allLiveIn } from './entry-rows.ts'
import { treeEntries } from './tree-rows.ts'
import type { TreeEntry } from './tree-rows.ts'
import { zipPaths } from './zip-paths.ts'

/**
 * Some files and folders, or all of the project, as one archive. It is made while it is sent and stored as it is, so
 * that its length is known and it needs no more memory than its list of names.
 * @throws Problem `not-found`, `too-large` for more than `limits.zipEntriesMax` files and folders
 */
export async function zipOf(
  ctx: AppContext,
  caller: Caller,
  { projectId, ids }: CallParsed<'GET /api/projects/:projectId/zip'>,
): Promise<Bytes> {
  const { read } = ctx.db
  const project = await projectFor(read, caller.userId, projectId)
  const chosen = ids === undefined ? null : await allLiveIn(read, project.id, ids)
  const roots = chosen?.map(({ id }) => id) ?? null
  const entries = await treeEntries(read, project.id, roots, limits.zipEntriesMax + 1)
  if (entries.length > limits.zipEntriesMax) throw new Problem('too-large')
  const parts = partsOf(entries)
  const [only] = chosen ?? []
  const name = chosen?.length === 1 && only !== undefined ? only.name : project.name
  return {
    sizeBytes: sizeOf(parts),
    mediaType: 'application/zip',
    downloadName: `${name}.zip`,
    etag: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32),
    keepSeconds: 0,
    isWhole: true,
    open: async () => streamOf(ctx, parts),
  }
}

interface Part {
  path: string
  changedAt: number
  /** Null of a folder with nothing in it. */
  content: { sha256: string; sizeBytes: number } | null
}

/** Empty folders first: the archive writes them at once, and none waits for another. */
function partsOf(entries: readonly TreeEntry[]): Part[] {
  const paths = zipPaths(entries)
  const full = new Set(entries.map((entry) => entry.parent_id))
  const parts = entries.flatMap((entry): Part[] => {
    const { id, sha256, size_bytes: sizeBytes, changed_at: changedAt } = entry
    if (entry.type === 'folder' && full.has(id)) return []
    return [{ path: paths.get(id) ?? id, changedAt, content: sha256 === null ? null : { sha256, sizeBytes } }]
  })
  return parts.toSorted((a, b) => Number(a.content !== null) - Number(b.content !== null))
}

type Opener = (part: NonNullable<Part['content']>, give: (error: unknown, stream: Readable) => void) => void

function archive(parts: readonly Part[], open: Opener): ZipFile {
  const zip = new ZipFile()
  for (const { path, changedAt, content } of parts) {
    const mtime = new Date(changedAt)
    if (content === null) zip.addEmptyDirectory(path, { mtime, mode: 0o040755 })
    else {
      const options = { mtime, mode: 0o100644, compress: false, size: content.sizeBytes }
      zip.addReadStreamLazy(path, options, (give) => open(content, give))
    }
  }
  return zip
}

function sizeOf(parts: readonly Part[]): number {
  const zip = archive(parts, () => undefined)
  let size: unknown = null
  zip.end({ forceZip64Format: false, comment: '' }, (...known: unknown[]) => ([size] = known))
  if (typeof size !== 'number') throw new Error('an archive without a length')
  return size
}

function streamOf(ctx: AppContext, parts: readonly Part[]): Readable {
  const out = new PassThrough()
  let current: Readable | null = null
  const zip = archive(parts, ({ sha256, sizeBytes }, give) => {
    const opened =
      sizeBytes === 0
        ? Promise.resolve(Readable.from([], { objectMode: false }))
        : ctx.media.open({ sha256, sizeBytes }, { start: 0, end: sizeBytes - 1 })
    opened.then(
      (stream) => {
        current = stream.on('error', (error) => out.destroy(error))
        if (out.destroyed) stream.destroy()
        else give(null, stream)
      },
      // The bytes are gone: an archive that breaks off is better than one that lacks something.
      (error: unknown) => out.destroy(error instanceof Error ? error : new Error('a file could not be opened')),
    )
  })
  zip.on('error', (error) => out.destroy(error instanceof Error ? error : new Error('an archive failed')))
  // Whoever goes away leaves no file open.
  out.once('close', () => current?.destroy())
  zip.outputStream.pipe(out)
  zip.end()
  return out
}
