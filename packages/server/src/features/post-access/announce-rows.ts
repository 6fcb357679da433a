import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { PostLevel } from '../../database/schema-posts.ts'
import { isSeenBy, isWantedBy } from './sight-rows.ts'

type Reader = Database['read']

/** Those after `after` who stand near enough to an author to have what is posted for `level` at home; by id. */
export async function audiencePage(
  db: Reader,
  authorId: string,
  { level, after, limit }: { level: PostLevel; after: string; limit: number },
): Promise<string[]> {
  const isNear = level === 2 ? sql`friendship = 'friends'` : sql`(friendship = 'friends' or followed_by = 'following')`
  const { rows } = await sql<{ other_id: string }>`
    select other_id from relations where user_id = ${authorId} and other_id > ${after} and ${isNear}
    order by other_id limit ${limit}
  `.execute(db)
  return rows.map((row) => row.other_id)
}

/** Who of `viewerIds` sees a post and wants to. */
export async function wantersAmong(db: Reader, postId: string, viewerIds: readonly string[]): Promise<string[]> {
  if (viewerIds.length === 0) return []
  const viewer = sql.ref<string>('viewers.id')
  const { rows } = await sql<{ id: string }>`
    select viewers.id from users as viewers, posts
    where posts.id = ${postId} and viewers.id in (${sql.join([...viewerIds])})
      and ${isSeenBy(viewer)} and ${isWantedBy(viewer)}
  `.execute(db)
  return rows.map(({ id }) => id)
}
