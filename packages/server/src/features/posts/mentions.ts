import { mentionedIn } from '@kith/protocol/mention-names.ts'
import type { Tx } from '../../database/database.ts'
import type { PostRow } from '../post-access/post-access.ts'
import { namedIn, putNamed, viewersNamed } from './post-rows.ts'

/**
 * Writes down whom the caption of a post names. A name that stood in it before means who it meant then. Whether it names
 * anybody, or did.
 */
export async function nameIn(tx: Tx, { id: postId, author_id: authorId, caption }: PostRow): Promise<boolean> {
  const keys = [...new Set(mentionedIn(caption))]
  const before = await namedIn(tx, [postId])
  if (keys.length === 0 && before.length === 0) return false
  const kept = before.filter(({ written_as: key }) => keys.includes(key))
  const fresh = keys.filter((key) => !kept.some(({ written_as: known }) => known === key))
  const named = await viewersNamed(tx, { postId, authorId, keys: fresh })
  await putNamed(tx, postId, [
    ...kept,
    ...named.map(({ key, user_id: userId }) => ({ post_id: postId, written_as: key, user_id: userId })),
  ])
  return true
}
