import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { postsSeen } from '../post-access/post-access.ts'
import type { MessageRow } from './message-rows.ts'
import { insertSharedPosts, sharedPostsIn } from './shared-post-rows.ts'

type Sharing = Pick<MessageRow, 'id' | 'conversation_id' | 'seq' | 'author_id'>

/** Shares posts in a message. @throws Problem `not-found` for one that its author may not see */
export async function sharePosts(tx: Tx, message: Sharing, postIds: readonly string[]): Promise<void> {
  const seen = new Set((await postsSeen(tx, message.author_id, postIds)).map(({ id }) => id))
  if (postIds.some((id) => !seen.has(id))) throw new Problem('not-found')
  await insertSharedPosts(tx, rowsOf(message, postIds))
}

/** Shares in `message` what the message `fromId` shares. It gives nobody a right to it. */
export async function passPostsOn(tx: Tx, fromId: string, message: Sharing): Promise<void> {
  await insertSharedPosts(tx, rowsOf(message, (await sharedPostsIn(tx, [fromId])).get(fromId) ?? []))
}

function rowsOf(message: Sharing, postIds: readonly string[]) {
  return postIds.map((postId, position) => ({
    message_id: message.id,
    position,
    post_id: postId,
    conversation_id: message.conversation_id,
    seq: message.seq,
  }))
}
