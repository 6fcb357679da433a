import { limits } from '@kith/protocol/limits.ts'
import type { Database } from '../../database/database.ts'

/* How far people are in threads of small conversations. */

type Reader = Database['read']

const inSmall = (db: Reader, threadId: string) =>
  db
    .selectFrom('thread_follows as follows')
    .innerJoin('threads', 'threads.id', 'follows.thread_id')
    .innerJoin('conversations', 'conversations.id', 'follows.conversation_id')
    .innerJoin('members', (join) =>
      join
        .onRef('members.conversation_id', '=', 'follows.conversation_id')
        .onRef('members.user_id', '=', 'follows.user_id'),
    )
    .where('follows.thread_id', '=', threadId)
    .where('conversations.member_count', '<=', limits.smallConversationMembers)
    .where('members.left_at', 'is', null)
    .whereRef('members.visible_from', '<', 'threads.seq')

/** How far each who follows the thread has read it, by user; in a large conversation of nobody. */
export async function placesIn(db: Reader, threadId: string): Promise<{ user_id: string; last_read_seq: number }[]> {
  return inSmall(db, threadId)
    .select(['follows.user_id', 'follows.last_read_seq'])
    .where('follows.is_following', '=', 1)
    .orderBy('follows.user_id')
    .limit(limits.smallConversationMembers)
    .execute()
}

/** Where `userIds` stand in a thread that begins at `seq`, also those who follow it no longer; as `placesIn`. */
export async function placesOf(
  db: Reader,
  threadId: string,
  userIds: readonly string[],
): Promise<{ user_id: string; is_following: number; last_read_seq: number; seq: number }[]> {
  if (userIds.length === 0) return []
  return inSmall(db, threadId)
    .select(['follows.user_id', 'follows.is_following', 'follows.last_read_seq', 'threads.seq'])
    .where('follows.user_id', 'in', [...userIds])
    .orderBy('follows.user_id')
    .execute()
}
