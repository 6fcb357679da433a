import { setImmediate as turn } from 'node:timers/promises'
import type { AppContext } from '../../context.ts'
import type { PostsTable } from '../../database/schema-posts.ts'
import { audiencePage, wantersAmong } from './announce-rows.ts'

/** So many are looked at between two turns of the event loop. */
const AT_ONCE = 500

/**
 * Tells those who are connected and have this new post at home, and its author's devices; after the commit, in the
 * background. Whoever is not told finds it when they ask.
 */
export function announcePost(ctx: AppContext, post: Pick<PostsTable, 'id' | 'author_id' | 'level'>): void {
  ctx.live.toUser(post.author_id, 'post_added', { postId: post.id, authorId: post.author_id })
  ctx.background.run('announcing a post', tellAudience(ctx, post))
}

async function tellAudience(
  ctx: AppContext,
  { id, author_id: authorId, level }: Pick<PostsTable, 'id' | 'author_id' | 'level'>,
): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined;) {
    await turn()
    const page: string[] = await audiencePage(ctx.db.read, authorId, { level, after, limit: AT_ONCE })
    const here = page.filter((userId) => ctx.live.isHere(userId))
    for (const userId of await wantersAmong(ctx.db.read, id, here)) {
      ctx.live.toUser(userId, 'post_added', { postId: id, authorId })
    }
    after = page.length < AT_ONCE ? undefined : page.at(-1)
  }
}
