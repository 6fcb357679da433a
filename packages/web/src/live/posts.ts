import type { Post } from '@kith/protocol/posts.ts'
import { withWantedLike } from '@kith/sdk/post-feeds.ts'
import type { Feed, FeedPlace } from '@kith/sdk/post-feeds.ts'
import { Posts } from '@kith/sdk/posts.ts'
import type { PostsState } from '@kith/sdk/posts.ts'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { client } from './client.ts'

/* Posts and feeds of the one client. Not for the first load: what shows a post brings it. */

export const posts = new Posts(client)

function begin(): void {
  if (client.state.session !== 'signed-in') return
  posts.start()
  // Without an answer they are asked for with the next connection.
  posts.loadHiddenWords().catch(() => undefined)
}

let session = client.state.session
begin()
// Whoever signs in next sees posts of their own.
client.subscribe(() => {
  if (client.state.session === session) return
  session = client.state.session
  if (session === 'signed-out') posts.stop()
  else begin()
})

const subscribe = (listener: () => void): (() => void) => posts.subscribe(listener)

/** A part of what is known of posts. `select` must return the same value while nothing of it has changed. */
export function usePosts<T>(select: (state: PostsState) => T): T {
  return useSyncExternalStore(subscribe, () => select(posts.state))
}

/** A post as it is to be shown now; undefined while it is not known. */
export function usePost(postId: string): Post | undefined {
  const post = usePosts((state) => state.posts.get(postId))
  const wanted = usePosts((state) => state.wantedLikes.get(postId))
  return useMemo(() => (post === undefined ? undefined : withWantedLike(post, wanted)), [post, wanted])
}

/** A list of posts, as far as it is loaded; undefined before anything asked for it. */
export function useFeed(place: FeedPlace): Feed | undefined {
  return usePosts((state) => state.feeds.get(place))
}

/** Has the counts of these posts kept as they are, while the component is shown. */
export function useWatchPosts(postIds: readonly string[]): void {
  const key = postIds.join(' ')
  useEffect(() => (key === '' ? undefined : posts.watch(key.split(' '))), [key])
}
