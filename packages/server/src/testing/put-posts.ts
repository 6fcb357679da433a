import { randomUUID } from 'node:crypto'
import { tagsIn } from '@kith/protocol/tags.ts'
import type { PostsTable } from '../database/schema-posts.ts'
import type { EmptyWorld } from './world.ts'

export type PutPost = Partial<PostsTable> & { author_id: string }

/** Puts posts down as they are, with their hashtags, in this order of time: many at once, or as no rule would make them. */
export async function putPosts({ app }: Pick<EmptyWorld, 'app'>, posts: readonly PutPost[]): Promise<string[]> {
  const rows = posts.map((post): PostsTable => ({
    id: nextId(),
    client_id: randomUUID(),
    caption: '',
    level: 0,
    comments_from: 'everyone',
    warning: '',
    media_count: 0,
    created_at: Date.now(),
    edited_at: null,
    rev: 1,
    content_rev: 1,
    comments_rev: 0,
    like_count: 0,
    comment_count: 0,
    ...post,
  }))
  const tags = rows.flatMap((row) => tagsIn(row.caption).map((tag) => ({ tag, post_id: row.id })))
  await app.ctx.db.write(async (tx) => {
    for (let at = 0; at < rows.length; at += 500) {
      await tx
        .insertInto('posts')
        .values(rows.slice(at, at + 500))
        .execute()
    }
    for (let at = 0; at < tags.length; at += 500) {
      await tx
        .insertInto('post_tags')
        .values(tags.slice(at, at + 500))
        .execute()
    }
  })
  return rows.map(({ id }) => id)
}

let made = 0

/** As those that the server makes, but of those of one millisecond each is greater than the one before. */
function nextId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(made++).toString(16).padStart(12, '0')}`
}
