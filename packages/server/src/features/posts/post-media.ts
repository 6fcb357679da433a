import type { Tx } from '../../database/database.ts'
import type { PostMediaTable } from '../../database/schema-posts.ts'
import { Problem } from '../../problem.ts'
import { takeOwn } from '../attachments/attachments.ts'
import type { UploadRow } from '../attachments/attachments.ts'

/** What is to be shown, as its author hands it in. */
export interface Handed {
  uploadIds: readonly string[]
  /** By upload. */
  alts: Readonly<Record<string, string>>
  posters: Readonly<Record<string, string>>
}

type Media = Omit<PostMediaTable, 'post_id'>

/**
 * Takes what `ownerId` brought, in the order of `uploadIds`. One that is shown elsewhere already, as a picture that they
 * sent to a chat, is shown here too.
 * @throws Problem `not-found` for one that is not theirs, `validation-failed` for what is neither picture nor video
 */
export async function takeMedia(tx: Tx, ownerId: string, { uploadIds, alts, posters }: Handed): Promise<Media[]> {
  const altOf = new Map(Object.entries(alts))
  const posterOf = new Map(Object.entries(posters).filter(([id]) => uploadIds.includes(id)))
  const uploads = await takeOwn(tx, ownerId, [...uploadIds, ...posterOf.values()])
  return uploadIds.map((id, position) => {
    const kind = kindOf(uploads, id)
    const posterId = posterOf.get(id) ?? null
    if (kind !== 'image' && kind !== 'video') throw wrongKind('uploadIds', 'is neither a picture nor a video')
    const isPoster = posterId === null || (kind === 'video' && kindOf(uploads, posterId) === 'image')
    if (!isPoster) throw wrongKind('posters', 'is no picture for a video')
    return { position, upload_id: id, poster_id: posterId, alt: altOf.get(id) ?? '' }
  })
}

function kindOf(uploads: ReadonlyMap<string, UploadRow>, id: string): UploadRow['kind'] | undefined {
  return uploads.get(id)?.kind
}

function wrongKind(path: string, message: string): Problem {
  return new Problem('validation-failed', { errors: [{ path, code: 'custom', message }] })
}
