import type { ExportFile } from '@kith/protocol/export-format.ts'
import { limits } from '@kith/protocol/limits.ts'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { audienceOf, listDrafts, postsAfter } from '../posts/posts.ts'
import {
  commentLikesAfter,
  feedChoices,
  likesAfter,
  ownCommentsAfter,
  savedPostsOf,
  shownIn,
} from './export-post-rows.ts'

const AT_ONCE = 500

type Rows<N extends 'posts.json' | 'post-comments.json' | 'post-likes.json' | 'saved-posts.json' | 'post-drafts.json'> =
  AsyncIterable<ExportFile<N>[number]>

/** All pages of a list; `keyOf` says where the next one begins. */
async function* paged<Row>(
  ctx: AppContext,
  userId: string,
  page: (db: Database['read'], userId: string, after: string, limit: number) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): AsyncIterable<Row[]> {
  for (let after = ''; ;) {
    const rows = await page(ctx.db.read, userId, after, AT_ONCE)
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = keyOf(last)
  }
}

export async function* posts(ctx: AppContext, userId: string): Rows<'posts.json'> {
  for await (const rows of paged(ctx, userId, postsAfter, ({ id }) => id)) {
    const ids = rows.map(({ id }) => id)
    const shown = Map.groupBy(await shownIn(ctx.db.read, ids), (row) => row.post_id)
    for (const row of rows) {
      yield {
        id: row.id,
        caption: row.caption,
        warning: row.warning,
        audience: audienceOf(row.level),
        commentsFrom: row.comments_from,
        media: (shown.get(row.id) ?? []).map(({ upload_id: attachmentId, poster_id: posterId, alt }) => ({
          attachmentId,
          posterId,
          alt,
        })),
        likeCount: row.like_count,
        commentCount: row.comment_count,
        createdAt: toTimestamp(row.created_at),
        editedAt: toTimestampOrNull(row.edited_at),
      }
    }
  }
}

export async function* postComments(ctx: AppContext, userId: string): Rows<'post-comments.json'> {
  for await (const rows of paged(ctx, userId, ownCommentsAfter, ({ id }) => id)) {
    for (const row of rows) {
      yield {
        id: row.id,
        postId: row.post_id,
        parentId: row.parent_id,
        body: row.body,
        createdAt: toTimestamp(row.created_at),
        editedAt: toTimestampOrNull(row.edited_at),
      }
    }
  }
}

export async function* postLikes(ctx: AppContext, userId: string): Rows<'post-likes.json'> {
  for await (const rows of paged(ctx, userId, likesAfter, (row) => row.post_id)) {
    for (const row of rows) yield { postId: row.post_id, commentId: null, createdAt: toTimestamp(row.created_at) }
  }
  for await (const rows of paged(ctx, userId, commentLikesAfter, (row) => row.comment_id)) {
    for (const row of rows) yield { postId: null, commentId: row.comment_id, createdAt: toTimestamp(row.created_at) }
  }
}

export async function* savedPosts(ctx: AppContext, userId: string): Rows<'saved-posts.json'> {
  for (const row of await savedPostsOf(ctx.db.read, userId, limits.savesMax)) {
    yield { postId: row.post_id, savedAt: toTimestamp(row.created_at) }
  }
}

export async function* postDrafts(ctx: AppContext, userId: string): Rows<'post-drafts.json'> {
  for (const { media, ...draft } of await listDrafts(ctx, { userId })) {
    yield { ...draft, media: media.map(({ id: attachmentId, alt }) => ({ attachmentId, alt })) }
  }
}

/** What of the feed is a setting. */
export async function feedSettings(ctx: AppContext, userId: string): Promise<ExportFile<'settings.json'>['feed']> {
  const { seenId, words } = await feedChoices(ctx.db.read, userId)
  return { seenId, hiddenWords: z.array(z.string()).parse(JSON.parse(words)) }
}
