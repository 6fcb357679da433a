import type { Feed, FeedPlace } from '@kith/sdk/post-feeds.ts'
import { useEffect, useEffectEvent, useState } from 'react'
import { posts, useFeed } from '../../live/posts.ts'
import { useKith } from '../../live/use-kith.ts'
import { loadHome } from './feed-line.ts'
import { CAUGHT_UP, END } from './rows.ts'

/** So many posts are fetched to come back to a place; whoever was further down begins anew. */
const RETURNING_MAX = 240

export interface LoadedFeed {
  feed: Feed | undefined
  /** Whether pages are fetched until `wantedId` is there: nothing is to be shown before. */
  isReturning: boolean
  /** Why it could not be loaded, where it could not. */
  error: unknown
  /** Whether it was. What went wrong is in `error`. */
  load: () => Promise<boolean>
  more: () => void
}

/** A feed, loaded when it is first looked at, and as far as it takes to come back to `wantedId`. */
export function useLoadedFeed(place: FeedPlace, wantedId: string | null): LoadedFeed {
  const feed = useFeed(place)
  const isOnline = useKith(({ connection }) => connection.state === 'online')
  const [error, setError] = useState<unknown>(null)
  const load = (): Promise<boolean> =>
    (place === 'home' ? loadHome() : posts.load(place)).then(
      () => true,
      (caught: unknown) => {
        setError(caught)
        return false
      },
    )
  // That it failed the feed says itself.
  const more = (): void => void posts.more(place).catch(() => undefined)
  const begin = useEffectEvent(() => {
    // Whoever comes back to where they were finds it as it was.
    if (feed?.isLoaded !== true || wantedId === null) void load()
  })
  const again = useEffectEvent(() => {
    if (feed?.hasFailed === true && feed.loading === null) {
      if (feed.isLoaded) more()
      else void load()
    }
  })
  useEffect(() => begin(), [place])
  useEffect(() => {
    if (isOnline) again()
  }, [isOnline])

  const isFound =
    wantedId === null || feed?.ids.includes(wantedId) === true || (feed?.isLoaded === true && isMark(wantedId))
  const isReturning = !isFound && feed?.hasFailed !== true && (feed?.isLoaded !== true || isFarFromEnd(feed))
  const isDue = isReturning && feed?.isLoaded === true && feed.loading === null
  const next = useEffectEvent(more)
  useEffect(() => {
    if (isDue) next()
  }, [isDue, feed?.ids.length])
  return { feed, isReturning, error, load, more }
}

/** What stands between posts is there with the first page. */
const isMark = (key: string): boolean => key === CAUGHT_UP || key === END

const isFarFromEnd = ({ ids, nextCursor }: Feed): boolean => nextCursor !== null && ids.length < RETURNING_MAX
