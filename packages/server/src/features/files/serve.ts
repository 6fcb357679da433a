import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Bytes } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { projectFor } from '../project-access/project-access.ts'
import { renditionOf, versionOf } from './content-rows.ts'
import { entryIn } from './entry-rows.ts'

/** Whoever is taken out of a project is asked again so soon; what has not changed is not sent again. */
const KEEP_S = 2

/**
 * The bytes of a version, always to be saved and never shown as a page; or a picture that we made of them.
 * @throws Problem `not-found`, `gone` when the disk lost it
 */
export async function versionBytes(
  ctx: AppContext,
  caller: Caller,
  {
    projectId,
    fileId,
    version: number,
    rendition,
  }: CallParsed<'GET /api/projects/:projectId/files/:fileId/versions/:version/:rendition'>,
): Promise<Bytes> {
  const { read } = ctx.db
  const project = await projectFor(read, caller.userId, projectId)
  const entry = await entryIn(read, project.id, fileId)
  const version = await versionOf(read, entry.id, number)
  if (version === undefined) throw new Problem('not-found')
  if (rendition !== 'original') {
    const made = await renditionOf(read, version.sha256, rendition)
    if (made === undefined) throw new Problem('not-found')
    return bytesOf(ctx, made, { mediaType: 'image/webp' })
  }
  const mediaType = version.mime_type === 'text/plain' ? 'text/plain; charset=utf-8' : version.mime_type
  return bytesOf(ctx, version, { mediaType, downloadName: entry.name })
}

function bytesOf(
  ctx: AppContext,
  { sha256, size_bytes: sizeBytes }: { sha256: string; size_bytes: number },
  shown: Pick<Bytes, 'mediaType' | 'downloadName'>,
): Bytes {
  return {
    ...shown,
    sizeBytes,
    etag: sha256.slice(0, 32),
    keepSeconds: KEEP_S,
    elsewhere: (as) => ctx.media.signedAddress({ sha256, sizeBytes }, as),
    open: (range) => ctx.media.open({ sha256, sizeBytes }, range),
  }
}
