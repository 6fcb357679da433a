import type { Post, PostMark, PostState } from '@kith/protocol/posts.ts'

/* Pure: what a device knows of posts, and the lists in which they stand. */

/** Which list of posts: one of one's own feeds, those with a hashtag (folded), or those of a person by username. */
export type FeedPlace = 'home' | 'everyone' | 'explore' | 'saved' | `tag:${string}` | `user:${string}`

/** A list of posts, as far as it was loaded. */
export interface Feed {
  ids: readonly string[]
  /** Null at the end. */
  nextCursor: string | null
  /** `more`: the next page is on its way, `first`: the first one, also anew. */
  loading: 'first' | 'more' | null
  /** Whether the first page was ever here. */
  isLoaded: boolean
  hasFailed: boolean
}

export const noFeed: Feed = { ids: [], nextCursor: null, loading: null, isLoaded: false, hasFailed: false }

/** The list after its next page. What moved from one page to the other meanwhile stands once. */
export function withMore(feed: Feed, page: { ids: readonly string[]; nextCursor: string | null }): Feed {
  const known = new Set(feed.ids)
  const ids = [...feed.ids, ...page.ids.filter((id) => !known.has(id))]
  return { ids, nextCursor: page.nextCursor, loading: null, isLoaded: true, hasFailed: false }
}

/** The list after its first page was asked for anew: what was loaded stays behind it where the two meet. */
export function withNewest(feed: Feed, page: { ids: readonly string[]; nextCursor: string | null }): Feed {
  const fresh = { ...noFeed, ids: page.ids, nextCursor: page.nextCursor, isLoaded: true }
  const last = page.ids.at(-1)
  const at = last === undefined ? -1 : feed.ids.indexOf(last)
  if (at === -1 || page.nextCursor === null) return fresh
  return { ...fresh, ids: [...page.ids, ...feed.ids.slice(at + 1)], nextCursor: feed.nextCursor }
}

/** Of two answers about a post what each knows best. */
export function newerPost(known: Post | undefined, fresh: Post): Post {
  if (known === undefined) return fresh
  const said = fresh.state.contentRev >= known.state.contentRev ? fresh : known
  const counted = fresh.state.rev >= known.state.rev ? fresh : known
  return { ...said, state: { ...counted.state, contentRev: said.state.contentRev } }
}

/** A post after its counts were told. */
export function newerState({ state }: Pick<Post, 'state'>, fresh: PostState): PostState {
  return fresh.rev > state.rev ? fresh : state
}

export function withMark(post: Post, { isLiked, isSaved }: Pick<PostMark, 'isLiked' | 'isSaved'>): Post {
  return { ...post, isLiked, isSaved }
}

/** A post as it shows before the server has taken what one wants. */
export function withWantedLike(post: Post, wanted: boolean | undefined): Post {
  if (wanted === undefined || wanted === post.isLiked) return post
  const likeCount = Math.max(0, post.state.likeCount + (wanted ? 1 : -1))
  return { ...post, isLiked: wanted, state: { ...post.state, likeCount } }
}
