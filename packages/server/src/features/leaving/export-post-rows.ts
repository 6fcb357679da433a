import type { Database } from '../../database/database.ts'

type Reader = Database['read']

/** What posts show, in their order. */
export async function shownIn(db: Reader, postIds: readonly string[]) {
  if (postIds.length === 0) return []
  return db
    .selectFrom('post_media')
    .selectAll()
    .where('post_id', 'in', postIds)
    .orderBy('post_id')
    .orderBy('position')
    .execute()
}

/** The posts of `userId` that show an upload. */
export async function postsShowing(db: Reader, userId: string, uploadId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('post_media')
    .innerJoin('posts', 'posts.id', 'post_media.post_id')
    .select('posts.id')
    .where((eb) => eb.or([eb('post_media.upload_id', '=', uploadId), eb('post_media.poster_id', '=', uploadId)]))
    .where('posts.author_id', '=', userId)
    .orderBy('posts.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** What `userId` said about posts, oldest first, after the comment `after`. */
export async function ownCommentsAfter(db: Reader, userId: string, after: string, limit: number) {
  return db
    .selectFrom('post_comments')
    .selectAll()
    .where('author_id', '=', userId)
    .where('deleted_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The posts that `userId` likes, by id, after `after`. */
export async function likesAfter(db: Reader, userId: string, after: string, limit: number) {
  return db
    .selectFrom('post_likes')
    .selectAll()
    .where('user_id', '=', userId)
    .where('post_id', '>', after)
    .orderBy('post_id')
    .limit(limit)
    .execute()
}

/** The comments that `userId` likes, by id, after `after`. */
export async function commentLikesAfter(db: Reader, userId: string, after: string, limit: number) {
  return db
    .selectFrom('post_comment_likes')
    .selectAll()
    .where('user_id', '=', userId)
    .where('comment_id', '>', after)
    .orderBy('comment_id')
    .limit(limit)
    .execute()
}

/** The posts that `userId` keeps: never more than `limit`, which is the bound of what one may keep. */
export async function savedPostsOf(db: Reader, userId: string, limit: number) {
  return db
    .selectFrom('post_saves')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('post_id')
    .limit(limit)
    .execute()
}

/** How far `userId` has come in their home feed, and words of which they want to read nothing, as JSON. */
export async function feedChoices(db: Reader, userId: string): Promise<{ seenId: string | null; words: string }> {
  const mark = await db.selectFrom('feed_marks').select('seen_id').where('user_id', '=', userId).executeTakeFirst()
  const hidden = await db.selectFrom('hidden_words').select('words').where('user_id', '=', userId).executeTakeFirst()
  return { seenId: mark?.seen_id ?? null, words: hidden?.words ?? '[]' }
}
