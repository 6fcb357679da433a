import type { UserProfile } from '@kith/protocol/users.ts'
import { Lock } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { ReactNode } from 'react'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { personName } from '../../live/naming.ts'
import { posts, useFeed } from '../../live/posts.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { PostTile } from './post-tile.tsx'
import { useAreGoing } from './removing.ts'

/** How near its end the next page is asked for. */
const AHEAD = '900px'
const gridClass = 'grid grid-cols-3 gap-0.5 md:gap-1'

interface PostGridProps {
  profile: Pick<UserProfile, 'username' | 'displayName' | 'isPrivate' | 'relation' | 'counts'>
  isMe: boolean
  /** How one stands to them by now: with another standing one sees other posts. */
  standing: string
  /** The first step of somebody without posts. */
  firstStep?: ReactNode
}

/** What somebody posted, as far as one may see it: squares, newest first. */
export function PostGrid({ profile, isMe, standing, firstStep }: PostGridProps) {
  const { feed: t } = useFeedWords()
  const place = `user:${profile.username}` as const
  const feed = useFeed(place)
  const isGoing = useAreGoing()
  const end = useRef<HTMLDivElement>(null)
  const load = (): void => void posts.load(place).catch(() => undefined)
  const begin = useEffectEvent(load)
  const more = useEffectEvent(() => void posts.more(place).catch(() => undefined))
  const isLoaded = feed?.isLoaded === true

  useEffect(() => begin(), [place, standing])
  useEffect(() => {
    const { current } = end
    if (current === null || !isLoaded) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && more(), { rootMargin: AHEAD })
    watch.observe(current)
    return () => watch.disconnect()
    // What is still in view after a page has come is asked about anew.
  }, [isLoaded, feed?.ids.length])

  const ids = feed?.ids.filter((id) => !isGoing(id)) ?? []
  return (
    <section aria-label={t.posts} className="w-full">
      {!isLoaded && feed?.hasFailed !== true && <Waiting label={t.loading} />}
      {!isLoaded && feed?.hasFailed === true && <NotLoaded error={null} onAgain={load} words={t} />}
      {isLoaded && ids.length === 0 && <Nothing profile={profile} isMe={isMe} firstStep={firstStep} />}
      <ul className={gridClass}>
        {ids.map((id) => (
          <li key={id} className="[content-visibility:auto]">
            <PostTile postId={id} />
          </li>
        ))}
      </ul>
      <div ref={end} />
    </section>
  )
}

function Nothing({ profile, isMe, firstStep }: Omit<PostGridProps, 'standing'>) {
  const { feed: t } = useFeedWords()
  const name = personName(profile)
  const { relation } = profile
  const isNear = isMe || relation?.friendship === 'friends' || relation?.follow === 'following'
  if (profile.isPrivate && !isNear) {
    return (
      <EmptyState
        illustration={
          <span className="flex size-14 items-center justify-center rounded-full border-2 border-line-strong text-muted">
            <Lock aria-hidden="true" className="size-6" />
          </span>
        }
        title={t.privateTitle}
        text={t.privateText(name)}
      />
    )
  }
  const picture = <EmptyPicture name="feed" />
  if (isMe) return <EmptyState illustration={picture} title={t.noOwnPosts} text={t.noOwnPostsText} action={firstStep} />
  if (profile.counts.posts > 0) {
    return <EmptyState illustration={picture} title={t.notForYou} text={t.notForYouText(name)} />
  }
  return <EmptyState illustration={picture} title={t.noPosts} text={t.noPostsText(name)} />
}

function Waiting({ label }: { label: string }) {
  return (
    <div className={gridClass}>
      <output className="sr-only">{label}</output>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className="aspect-square rounded-none!" />
      ))}
    </div>
  )
}
