import type { SearchItem } from '@kith/protocol/search.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { seenPosts } from '../posts/posts.ts'
import type { Within } from './files-found.ts'
import { isOfMessages } from './question.ts'
import type { Question } from './question.ts'

const place = z.strictObject({ post: z.int() })

/** Posts that the caller sees, newest first; a page may be shorter than its limit, and more follow. */
export async function postsFound(
  ctx: AppContext,
  caller: Caller,
  question: Question,
  { authorIds, conversationIds }: Within,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: SearchItem[]; nextCursor: string | null }> {
  const none = { items: [], nextCursor: null }
  const before = readCursor(place, cursor)?.post ?? null
  // No post is in a conversation, and what else can be asked is of messages.
  if (conversationIds !== null || isOfMessages(question)) return none
  if (authorIds?.length === 0) return none
  const isOfAll = question.terms.length === 0 && authorIds === null
  if (isOfAll && question.after === null && question.before === null) return none
  const hits = await ctx.db.postSearch.find({
    userId: caller.userId,
    parts: question.parts,
    phrases: question.phrases,
    authorIds,
    from: question.after,
    until: question.before,
    before,
    limit: limit + 1,
  })
  const shown = hits.slice(0, limit)
  const ids = shown.flatMap(({ postId }) => postId ?? [])
  const posts = await seenPosts(ctx.db.read, caller.userId, ids)
  // The last hit may be where the search ended for now.
  const isMore = hits.length > limit || shown.at(-1)?.postId === null
  const last = isMore ? shown.at(-1) : undefined
  return {
    items: posts.map((post) => ({ type: 'post', post })),
    nextCursor: last === undefined ? null : writeCursor({ post: last.place }),
  }
}
