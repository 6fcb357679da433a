import type { Database, Tx } from '../../database/database.ts'
import type { MessagePostsTable } from '../../database/schema-posts.ts'

export async function insertSharedPosts(tx: Tx, rows: readonly MessagePostsTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('message_posts').values(rows).execute()
}

/** By message the posts that it shares, in their order. */
export async function sharedPostsIn(
  db: Database['read'],
  messageIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (messageIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('message_posts')
    .select(['message_id', 'post_id'])
    .where('message_id', 'in', messageIds)
    .orderBy('message_id')
    .orderBy('position')
    .execute()
  const shared = Map.groupBy(rows, (row) => row.message_id)
  return new Map([...shared].map(([id, posts]) => [id, posts.map((row) => row.post_id)]))
}
