import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { PostsTable } from '../../database/schema-posts.ts'
import { Problem } from '../../problem.ts'
import { isSeenBy, mayCommentOn } from './sight-rows.ts'

type Reader = Database['read']
export type PostRow = PostsTable

/** A post as one of those who see it has it. */
export interface SeenPost extends PostRow {
  may_comment: number
}

/** Those of `ids` that `viewerId` may see, in no order. */
export async function postsSeen(db: Reader, viewerId: string, ids: readonly string[]): Promise<SeenPost[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<SeenPost>`
    select posts.*, case when ${mayCommentOn(viewerId)} then 1 else 0 end as may_comment
    from posts
    where posts.id in (${sql.join([...ids])}) and ${isSeenBy(viewerId)}
  `.execute(db)
  return rows
}

/**
 * A post through the caller: the only way to load one for them.
 * @throws Problem `not-found`, exactly as for an id that does not exist
 */
export async function postFor(db: Reader, viewerId: string, postId: string): Promise<SeenPost> {
  const [row] = await postsSeen(db, viewerId, [postId])
  if (row === undefined) throw new Problem('not-found')
  return row
}

/**
 * Locks a post, has it take its next `rev`, then loads it through the caller; refusing later in the transaction gives
 * the rev back.
 * @throws Problem `not-found`
 */
export async function postTaking(tx: Tx, viewerId: string, postId: string): Promise<SeenPost> {
  await tx
    .updateTable('posts')
    .set((eb) => ({ rev: eb('rev', '+', 1) }))
    .where('id', '=', postId)
    .execute()
  return postFor(tx, viewerId, postId)
}

/** Who of `viewerIds` may see a post. */
export async function viewersAmong(db: Reader, postId: string, viewerIds: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (let at = 0; at < viewerIds.length; at += 500) {
    const part = viewerIds.slice(at, at + 500)
    const { rows } = await sql<{ id: string }>`
      select viewers.id from users as viewers, posts
      where posts.id = ${postId} and viewers.id in (${sql.join(part)}) and ${isSeenBy(sql.ref<string>('viewers.id'))}
    `.execute(db)
    for (const { id } of rows) found.add(id)
  }
  return found
}
