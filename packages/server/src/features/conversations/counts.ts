import type { Conversation } from '@kith/protocol/conversations.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Database } from '../../database/database.ts'
import { unreadCounts, unreadMentions } from '../membership/membership.ts'
import type { Membership } from '../membership/membership.ts'
import { followedCounts } from '../threads/threads.ts'

type Counts = Pick<Conversation, 'unread' | 'unreadInThreads' | 'followedThreads' | 'mentions'>

export const noCounts: Counts = { unread: 0, unreadInThreads: 0, followedThreads: [], mentions: 0 }

/** By conversation what is unread for its member `userId`, in threads too; three queries however many there are. */
export async function countsOf(
  db: Database['read'],
  userId: string,
  rows: readonly Membership[],
): Promise<ReadonlyMap<string, Counts>> {
  const { unreadMax: max, followedThreadsShown: shown } = limits
  const threads = Map.groupBy(await followedCounts(db, userId, rows, { max, shown }), (row) => row.conversation_id)
  const inThreads = new Map(
    [...threads].map(([id, counted]) => [id, counted.reduce((sum, { unread }) => sum + unread, 0)] as const),
  )
  const behind = rows.filter((row) => row.last_seq > row.last_read_seq)
  const unread = await unreadCounts(db, userId, behind, max)
  const mayName = rows.filter((row) => row.last_seq > row.last_read_seq || (inThreads.get(row.id) ?? 0) > 0)
  const mentions = await unreadMentions(db, userId, mayName, max)
  return new Map(
    rows.map(({ id }) => {
      const unreadInThreads = Math.min(max, inThreads.get(id) ?? 0)
      const counts = {
        unread: Math.min(max, (unread.get(id) ?? 0) + unreadInThreads),
        unreadInThreads,
        followedThreads: (threads.get(id) ?? []).map((row) => ({
          id: row.thread_id,
          lastSeq: row.last_seq,
          unread: row.unread,
        })),
        mentions: mentions.get(id) ?? 0,
      }
      return [id, counts]
    }),
  )
}
