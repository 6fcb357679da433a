import { mentionedIn } from '@kith/protocol/mention-names.ts'
import type { Tx } from '../../database/database.ts'
import { viewersNamed } from '../posts/posts.ts'
import { namedInComments, putNamed } from './comment-rows.ts'
import type { PostCommentRow } from './comment-rows.ts'

/**
 * Writes down which people a comment names: those who may see the post. A name that stood in it before means who it
 * meant then.
 */
export async function nameIn(
  tx: Tx,
  { id: commentId, post_id: postId, author_id: authorId, body }: PostCommentRow,
): Promise<void> {
  const keys = [...new Set(mentionedIn(body))]
  const before = await namedInComments(tx, [commentId])
  if (keys.length === 0 && before.length === 0) return
  const kept = before.filter(({ written_as: key }) => keys.includes(key))
  const fresh = keys.filter((key) => !kept.some(({ written_as: known }) => known === key))
  const named = await viewersNamed(tx, { postId, authorId, keys: fresh })
  await putNamed(tx, commentId, [
    ...kept,
    ...named.map(({ key, user_id: userId }) => ({ comment_id: commentId, written_as: key, user_id: userId })),
  ])
}
