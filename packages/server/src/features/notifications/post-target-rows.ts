import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { isSeenBy } from '../post-access/post-access.ts'

type Reader = Database['read']

/** Of the events `e` of the notices `n`: whether what they say of a post is still so, and may be seen. */
export const maySeePost: RawBuilder<boolean> = sql<boolean>`
  (e.post_id is null or exists (
    select 1 from posts where posts.id = e.post_id and ${isSeenBy(sql.ref<string>('e.user_id'))}
  ))
  and (e.post_comment_id is null or exists (
    select 1 from post_comments as remark where remark.id = e.post_comment_id and remark.deleted_at is null
  ))
  and (n.kind <> 'post-like' or exists (
    select 1 from post_likes as liking where liking.post_id = e.post_id and liking.user_id = e.actor_id
  ))
  and (n.kind <> 'comment-like' or exists (
    select 1 from post_comment_likes as liking
    where liking.comment_id = e.post_comment_id and liking.user_id = e.actor_id
  ))
  and (n.kind <> 'post-mention' or case when e.post_comment_id is null
    then exists (
      select 1 from post_mentions as named where named.post_id = e.post_id and named.user_id = e.user_id
    )
    else exists (
      select 1 from post_comment_mentions as named
      where named.comment_id = e.post_comment_id and named.user_id = e.user_id
    )
  end)
`

/** The words of a post that `e` is about: of the comment, or of the caption. */
export const postWords: RawBuilder<string | null> = sql<string | null>`case
  when e.post_comment_id is not null
    then (select remark.body from post_comments as remark where remark.id = e.post_comment_id)
  else (select posts.caption from posts where posts.id = e.post_id)
end`

/** The upload whose thumbnail stands for the post: its first picture, or what stands for its first video. */
export const postPicture: RawBuilder<string | null> = sql<string | null>`(
  select coalesce(shown.poster_id, case when uploads.kind = 'image' then uploads.id end)
  from post_media as shown inner join uploads on uploads.id = shown.upload_id
  where shown.post_id = e.post_id and shown.position = 0
)`

/** Who was told that the caption of a post names them. */
export async function toldOfPost(db: Reader, postId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('notification_events')
    .select('user_id')
    .distinct()
    .where('post_id', '=', postId)
    .where('post_comment_id', 'is', null)
    .where('event_key', 'like', 'post-mention %')
    .execute()
  return new Set(rows.map((row) => row.user_id))
}

/** Who was told of a comment on a post, but for its likes. */
export async function toldOfComment(db: Reader, commentId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('notification_events')
    .select('user_id')
    .distinct()
    .where('post_comment_id', '=', commentId)
    .where('event_key', 'not like', 'comment-like %')
    .execute()
  return new Set(rows.map((row) => row.user_id))
}

export async function isPostLiked(db: Reader, postId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('post_likes')
    .select('post_id')
    .where('post_id', '=', postId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row !== undefined
}

/** Whom the caption of a post names. */
export async function namedInPost(db: Reader, postId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('post_mentions')
    .select('user_id')
    .distinct()
    .where('post_id', '=', postId)
    .orderBy('user_id')
    .execute()
  return rows.map((row) => row.user_id)
}

/** Words of which `userId` wants to read nothing. */
export async function hiddenWordsOf(db: Reader, userId: string): Promise<string[]> {
  const row = await db.selectFrom('hidden_words').select('words').where('user_id', '=', userId).executeTakeFirst()
  return row === undefined ? [] : z.array(z.string()).parse(JSON.parse(row.words))
}
