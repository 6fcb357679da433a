import { mentionedIn } from '@kith/protocol/mention-names.ts'
import type { Tx } from '../../database/database.ts'
import { membersNamed } from '../messages/messages.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { namedInComments, putNamed } from './comment-rows.ts'
import type { CommentRow } from './comment-rows.ts'

/**
 * Writes down which people of the project a comment names: those of its main conversation. A name that stood in it
 * before means who it meant then.
 */
export async function nameIn(
  tx: Tx,
  project: Pick<MemberProject, 'conversation_id'>,
  comment: CommentRow,
): Promise<void> {
  const keys = [...new Set(mentionedIn(comment.body))]
  const before = await namedInComments(tx, [comment.id])
  if (keys.length === 0 && before.length === 0) return
  const kept = before.filter(({ written_as: key }) => keys.includes(key))
  const fresh = keys.filter((key) => !kept.some(({ written_as: known }) => known === key))
  const place = { conversationId: project.conversation_id, authorId: comment.author_id, keys: fresh }
  const named = fresh.length === 0 ? [] : await membersNamed(tx, place)
  await putNamed(tx, comment.id, [
    ...kept,
    ...named.map(({ key, user_id: userId }) => ({ comment_id: comment.id, written_as: key, user_id: userId })),
  ])
}
