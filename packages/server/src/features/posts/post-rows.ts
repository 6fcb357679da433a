import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { PostMentionsTable, PostMediaTable } from '../../database/schema-posts.ts'
import type { UploadsTable } from '../../database/schema-uploads.ts'
import { isSeenBy } from '../post-access/post-access.ts'
import type { PostRow } from '../post-access/post-access.ts'

type Reader = Database['read']

/** A picture or a video of a post: the upload, and what the post says of it. */
export type MediaRow = UploadsTable & Pick<PostMediaTable, 'post_id' | 'poster_id' | 'alt'>

/** By post, in their order. */
export async function mediaOf(db: Reader, postIds: readonly string[]): Promise<MediaRow[]> {
  if (postIds.length === 0) return []
  return db
    .selectFrom('post_media')
    .innerJoin('uploads', 'uploads.id', 'post_media.upload_id')
    .selectAll('uploads')
    .select(['post_media.post_id', 'post_media.poster_id', 'post_media.alt'])
    .where('post_media.post_id', 'in', postIds)
    .orderBy('post_media.post_id')
    .orderBy('post_media.position')
    .execute()
}

export async function namedIn(db: Reader, postIds: readonly string[]): Promise<PostMentionsTable[]> {
  if (postIds.length === 0) return []
  return db.selectFrom('post_mentions').selectAll().where('post_id', 'in', postIds).orderBy('written_as').execute()
}

export async function likedAmong(db: Reader, userId: string, postIds: readonly string[]): Promise<Set<string>> {
  if (postIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('post_likes')
    .select('post_id')
    .where('user_id', '=', userId)
    .where('post_id', 'in', postIds)
    .execute()
  return new Set(rows.map((row) => row.post_id))
}

export async function savedAmong(db: Reader, userId: string, postIds: readonly string[]): Promise<Set<string>> {
  if (postIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('post_saves')
    .select('post_id')
    .where('user_id', '=', userId)
    .where('post_id', 'in', postIds)
    .execute()
  return new Set(rows.map((row) => row.post_id))
}

export async function insertPost(tx: Tx, row: PostRow): Promise<void> {
  await tx.insertInto('posts').values(row).execute()
}

export async function updatePost(tx: Tx, id: string, change: Partial<PostRow>): Promise<void> {
  await tx.updateTable('posts').set(change).where('id', '=', id).execute()
}

/** Nobody else deletes or changes the post until the transaction ends. */
export async function lockPost(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('posts')
    .set((eb) => ({ rev: eb.ref('rev') }))
    .where('id', '=', id)
    .execute()
}

export async function postById(db: Reader, id: string): Promise<PostRow | undefined> {
  return db.selectFrom('posts').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function postByClientId(db: Reader, authorId: string, clientId: string): Promise<PostRow | undefined> {
  return db
    .selectFrom('posts')
    .selectAll()
    .where('author_id', '=', authorId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
}

/** Posts of `authorId`, oldest first, after `after`. */
export async function postsAfter(db: Reader, authorId: string, after: string, limit: number): Promise<PostRow[]> {
  return db
    .selectFrom('posts')
    .selectAll()
    .where('author_id', '=', authorId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function insertMedia(tx: Tx, rows: readonly PostMediaTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('post_media').values(rows).execute()
}

export async function setAlt(tx: Tx, postId: string, uploadId: string, alt: string): Promise<void> {
  await tx
    .updateTable('post_media')
    .set({ alt })
    .where('post_id', '=', postId)
    .where('upload_id', '=', uploadId)
    .execute()
}

/** Takes a post away with all that hangs on it; the uploads that it showed. */
export async function deletePostRow(tx: Tx, id: string): Promise<string[]> {
  const media = await tx
    .deleteFrom('post_media')
    .where('post_id', '=', id)
    .returning(['upload_id', 'poster_id'])
    .execute()
  await tx.deleteFrom('posts').where('id', '=', id).execute()
  return uploadsIn(media)
}

/** Who has notices of a post or of what was said about it. */
export async function toldOf(db: Reader, postId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('notification_events')
    .select('user_id')
    .distinct()
    .where('post_id', '=', postId)
    .orderBy('user_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.user_id)
}

/** The pictures and videos, and what stands for these. */
export function uploadsIn(media: readonly Pick<PostMediaTable, 'upload_id' | 'poster_id'>[]): string[] {
  return media.flatMap(({ upload_id: id, poster_id: posterId }) => (posterId === null ? [id] : [id, posterId]))
}

/** Writes down anew by which hashtags a post is found. */
export async function putTags(tx: Tx, postId: string, tags: readonly string[]): Promise<void> {
  await tx.deleteFrom('post_tags').where('post_id', '=', postId).execute()
  if (tags.length === 0) return
  await tx
    .insertInto('post_tags')
    .values(tags.map((tag) => ({ tag, post_id: postId })))
    .execute()
}

/** Writes down anew whom a post names. */
export async function putNamed(tx: Tx, postId: string, rows: readonly PostMentionsTable[]): Promise<void> {
  await tx.deleteFrom('post_mentions').where('post_id', '=', postId).execute()
  if (rows.length > 0) await tx.insertInto('post_mentions').values(rows).execute()
}

/**
 * Who is meant by `keys` (usernames in lower case) in what `authorId` says of a post: those who may see it, not they
 * themselves, nobody blocked either way.
 */
export async function viewersNamed(
  db: Reader,
  { postId, authorId, keys }: { postId: string; authorId: string; keys: readonly string[] },
): Promise<{ user_id: string; key: string }[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ user_id: string; key: string }>`
    select named.id as user_id, named.username_key as key
    from users as named, posts
    where posts.id = ${postId}
      and named.username_key in (${sql.join([...keys])})
      and named.state = 'active'
      and named.id <> ${authorId}
      and ${isSeenBy(sql.ref<string>('named.id'))}
      and not exists (
        select 1 from relations
        where relations.user_id = named.id and relations.other_id = ${authorId}
          and (relations.is_blocked = 1 or relations.is_blocked_by = 1)
      )
  `.execute(db)
  return rows
}
