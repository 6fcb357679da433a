import type { AppContext } from '../../context.ts'

/** Tells those who have a post on their screen how it is now, after the commit; of several changes at once, once. */
export function tellPost(ctx: AppContext, postId: string): void {
  ctx.live.postChanged(postId)
}
