import type { FeedPlace } from '@kith/sdk/post-feeds.ts'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { posts, usePosts, useWatchPosts } from '../../live/posts.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { likelyHeight, PostCard, PostSkeleton, useAreGoing } from '../posts/posts.tsx'
import { useLine } from './feed-line.ts'
import { keepLeft, leftIn } from './left-places.ts'
import { CaughtUp, End } from './marks.tsx'
import { NewPosts } from './new-posts.tsx'
import { CAUGHT_UP, END, rowKeys } from './rows.ts'
import { RowWindow } from './row-window.ts'
import { useLoadedFeed } from './use-loaded-feed.ts'

interface FeedListProps {
  place: FeedPlace
  label: string
  /** What scrolls; null until it is there. */
  scroller: HTMLElement | null
  /** What stands in its place while there is nothing. */
  empty: ReactNode
}

/** Posts below each other, as many as there are: only those in view are drawn, and what is read never moves. */
export function FeedList({ place, label, scroller, empty }: FeedListProps) {
  const { feed: t } = useFeedWords()
  const [left] = useState(() => leftIn(place))
  const [rows] = useState(() => new RowWindow(left))
  const list = useRef<HTMLDivElement>(null)
  const { feed, isReturning, error, load, more } = useLoadedFeed(place, left?.key ?? null)
  const isGoing = useAreGoing()
  const line = useLine()
  const shown = useSyncExternalStore(rows.subscribe, rows.shown)

  const isThere = feed?.isLoaded === true && !isReturning
  const ids = useMemo(() => (isThere ? feed.ids.filter((id) => !isGoing(id)) : []), [isThere, feed, isGoing])
  const isWhole = isThere && feed.nextCursor === null
  const keys = useMemo(() => rowKeys(ids, place === 'home' ? line.id : null, isWhole), [ids, line.id, place, isWhole])

  useLayoutEffect(() => {
    if (scroller === null || list.current === null) return
    const detach = rows.attach(scroller, list.current)
    return () => {
      keepLeft(place, rows.left())
      detach()
    }
  }, [place, rows, scroller])
  useLayoutEffect(() => {
    const widthPx = list.current?.clientWidth ?? 0
    rows.setRows(keys, (key) =>
      key === CAUGHT_UP || key === END ? 88 : likelyHeight(posts.state.posts.get(key), widthPx),
    )
  }, [rows, keys])
  useLayoutEffect(() => rows.settle(), [rows, shown])

  // Also for the page that a reload brings.
  useEffect(() => {
    const stop = new AbortController()
    const keep = (): void => keepLeft(place, rows.left())
    window.addEventListener('pagehide', keep, { signal: stop.signal })
    return () => stop.abort()
  }, [place, rows])

  const isMoreDue = isThere && shown.isNearEnd && feed.nextCursor !== null && feed.loading === null && !feed.hasFailed
  const loadMore = useEffectEvent(more)
  useEffect(() => {
    if (isMoreDue) loadMore()
  }, [isMoreDue])

  useWatchPosts(shown.keys.filter((key) => key !== CAUGHT_UP && key !== END))
  useSeeing(place === 'home' && line.isKnown, keys, shown.lastSeen)

  async function loadNew(): Promise<void> {
    if (await load()) rows.toTop()
  }

  if (feed?.isLoaded !== true && feed?.hasFailed === true) {
    return <NotLoaded error={error} onAgain={() => void load()} words={t} />
  }
  const at = new Map(keys.map((key, index) => [key, index]))
  return (
    <>
      {place === 'home' && isThere && <NewPosts onShow={loadNew} />}
      {isThere && ids.length === 0 && isWhole && empty}
      {/* Its keys lead from one post to the next. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={list}
        {...(ids.length > 0 ? { role: 'feed', 'aria-label': label, 'aria-busy': feed?.loading !== null } : {})}
        onKeyDown={onKeyDown}
        style={{ paddingTop: shown.abovePx, paddingBottom: shown.belowPx }}
        className="[overflow-anchor:none]"
      >
        {shown.keys.map((key) => (
          <Row key={key} rowKey={key} rows={rows}>
            {key === CAUGHT_UP ? (
              <CaughtUp />
            ) : key === END ? (
              <End />
            ) : (
              <PostCard postId={key} at={at.get(key)} of={isWhole ? ids.length : -1} />
            )}
          </Row>
        ))}
      </div>
      {!isThere && [0, 1].map((each) => <Waiting key={each} label={each === 0 ? t.loading : undefined} />)}
      {/* Another one for each page: what waits below it does not move, it is not there yet. */}
      {isThere && feed.nextCursor !== null && !feed.hasFailed && <Waiting key={ids.length} label={t.loadingMore} />}
      {isThere && feed.hasFailed && (
        <p role="alert" className="flex flex-col items-center gap-3 px-4 py-8 text-center text-muted">
          {t.moreNotLoaded}
          <Button onClick={more}>{t.tryAgain}</Button>
        </p>
      )}
    </>
  )
}

const Waiting = ({ label }: { label: string | undefined }) => (
  <div className="pb-4 md:pb-6">
    <PostSkeleton {...(label === undefined ? {} : { label })} />
  </div>
)

function Row({ rowKey, rows, children }: { rowKey: string; rows: RowWindow; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => (row.current === null ? undefined : rows.observe(rowKey, row.current)), [rows, rowKey])
  return (
    <div ref={row} className="flow-root scroll-mt-14">
      <div className="mb-4 md:mb-6">{children}</div>
    </div>
  )
}

/** The keys of a feed: from one post to the next. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'PageDown' && event.key !== 'PageUp') return
  if (!(event.target instanceof Element)) return
  const articles = [...event.currentTarget.querySelectorAll<HTMLElement>('article')]
  const at = articles.findIndex((article) => article.contains(event.target as Element))
  const next = articles[at + (event.key === 'PageDown' ? 1 : -1)]
  if (at === -1 || next === undefined) return
  event.preventDefault()
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'start' })
}

/** Whoever has come down to the line, or never had one, has come to all that is above it. */
function useSeeing(isHome: boolean, keys: readonly string[], lastSeen: string | null): void {
  const [newest] = keys.filter((key) => key !== CAUGHT_UP && key !== END)
  const lineAt = keys.indexOf(CAUGHT_UP)
  const hasSeenAny = usePosts(({ seenId }) => seenId !== null)
  const isPast = lineAt === -1 ? lastSeen === END || !hasSeenAny : lastSeen !== null && keys.indexOf(lastSeen) >= lineAt
  const isSeen = isHome && newest !== undefined && isPast
  useEffect(() => {
    if (!isSeen || newest === undefined) return
    const see = (): void => {
      // A window that nobody looks at reads nothing.
      if (!document.hidden) posts.see(newest)
    }
    see()
    document.addEventListener('visibilitychange', see)
    return () => document.removeEventListener('visibilitychange', see)
  }, [isSeen, newest])
}
