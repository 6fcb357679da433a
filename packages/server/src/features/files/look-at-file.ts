import { limits } from '@kith/protocol/limits.ts'
import type { AppContext } from '../../context.ts'
import type { FileRenditionsTable } from '../../database/schema-projects.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import type { MadePicture } from '../../media/picture-work.ts'
import type { StoredBytes } from '../../media/store.ts'
import { Problem } from '../../problem.ts'
import { takeProjectRevs } from '../project-access/project-access.ts'
import { projectById } from '../projects/projects.ts'
import { setLook } from './content-rows.ts'
import { insertRendition, projectsWith, stampFilesWith } from './look-rows.ts'
import { tellEntries } from './tell-entries.ts'

const sizes = [limits.pictureSizes.view, limits.pictureSizes.thumbnail] as const
const names = ['view', 'thumbnail'] as const
/** No camera makes more. */
const SOURCE_MAX_BYTES = 256 * 1024 * 1024
const AT_ONCE = 100

type Rendition = Omit<FileRenditionsTable, 'source_sha256'>

/**
 * Makes the pictures of some bytes that came into a project, and tells all projects that have them. What cannot be drawn
 * is not tried again: a picture may be broken on purpose, and PDF is drawn by no library that comes without a canvas.
 */
export async function lookAtFile(ctx: AppContext, { sha256, kind }: JobPayloads['look-at-file']): Promise<void> {
  const isDrawn = kind === 'image' && (await drawn(ctx, sha256))
  if (isDrawn) await tellProjectsWith(ctx, sha256)
  else await ctx.db.write((tx) => setLook(tx, sha256, { state: 'none' }))
}

async function drawn(ctx: AppContext, sha256: string): Promise<boolean> {
  const { media } = ctx
  const sizeBytes = await media.sizeOf(sha256)
  if (sizeBytes === null || sizeBytes > SOURCE_MAX_BYTES) return false
  try {
    return await media.lend({ sha256, sizeBytes }, (path) =>
      media.pictures.make(path, { kind: 'within', sizes }, (made, thumbhash, { width, height }) =>
        keep(ctx, sha256, made, { thumbhash, width, height }),
      ),
    )
  } catch (error) {
    // A server that has too much to do is asked again later; what is no good picture, or is lost, is not.
    const isForGood = error instanceof Problem && error.code !== 'busy' && error.code !== 'not-durable'
    if (isForGood) return false
    throw error
  }
}

/** False when nobody has the bytes any more. */
async function keep(
  ctx: AppContext,
  sha256: string,
  made: MadePicture[],
  look: { thumbhash: string; width: number; height: number },
): Promise<boolean> {
  // Of a small picture both sizes are one file, which is moved only once.
  const kept = new Map<string, StoredBytes>()
  const renditions: Rendition[] = []
  for (const [index, { path }] of made.entries()) {
    const bytes = kept.get(path) ?? (await ctx.media.keep(path))
    kept.set(path, bytes)
    const rendition = names[index]
    if (rendition !== undefined) renditions.push({ rendition, sha256: bytes.sha256, size_bytes: bytes.sizeBytes })
  }
  const isWanted = await ctx.db.write(async (tx) => {
    if (!(await setLook(tx, sha256, { state: 'ready', ...look }))) return false
    for (const row of renditions.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
      await ctx.media.use(tx, row.sha256)
      await insertRendition(tx, { source_sha256: sha256, ...row })
    }
    return true
  })
  if (!isWanted) await ctx.media.removeUnused(renditions.map((row) => row.sha256))
  return isWanted
}

async function tellProjectsWith(ctx: AppContext, sha256: string): Promise<void> {
  for (let after = ''; ;) {
    const ids = await projectsWith(ctx.db.read, sha256, after, AT_ONCE)
    for (const id of ids) await tellFilesWith(ctx, id, sha256)
    const last = ids.at(-1)
    if (last === undefined || ids.length < AT_ONCE) return
    after = last
  }
}

async function tellFilesWith(ctx: AppContext, projectId: string, sha256: string): Promise<void> {
  const told = await ctx.db.write(async (tx) => {
    if (!(await takeProjectRevs(tx, projectId, 0, ctx.now()))) return null
    const project = await projectById(tx, projectId)
    if (project === undefined) return null
    const rows = await stampFilesWith(tx, projectId, sha256, project.head + 1)
    if (rows.length === 0) return null
    await takeProjectRevs(tx, projectId, 1, ctx.now())
    return { project, rows, rev: project.head + 1 }
  })
  if (told !== null) await tellEntries(ctx, told.project, { rev: told.rev, rows: told.rows })
}
