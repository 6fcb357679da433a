import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { nearness } from './sight-rows.ts'

/** How many posts of an author somebody sees. */
export async function countPostsSeen(db: Database['read'], viewerId: string, authorId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from posts
    where posts.author_id = ${authorId} and posts.level <= (
      select ${nearness(viewerId)} from users as author
      left join relations as standing on standing.user_id = ${viewerId} and standing.other_id = author.id
      where author.id = ${authorId}
    )
  `.execute(db)
  return Number(rows[0]?.count ?? 0)
}
