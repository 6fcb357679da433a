import type { FeedPlace } from '@kith/sdk/post-feeds.ts'
import { Link } from '@tanstack/react-router'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import { tabLinkClass } from '../../design/tab-link-class.ts'
import { feedShows } from '../../live/feed-address.ts'
import type { FeedShow } from '../../live/feed-address.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { NewPostButton } from '../posting/posting.tsx'
import { FeedFrame } from './feed-frame.tsx'
import { FeedList } from './feed-list.tsx'

const { Part: PeopleToFollow } = onDemand(
  async () => (await import('./people-to-follow.tsx')).PeopleToFollow,
  undefined,
  true,
)

/** What friends and followed people posted, what everyone did, and what was liked of late. */
export function FeedPage({ show = 'home' }: { show?: FeedShow }) {
  const { feed: t } = useFeedWords()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  return (
    <FeedFrame
      scrollerRef={setScroller}
      header={
        <>
          <h1 className="sr-only">{t.title}</h1>
          <nav aria-label={t.places} className="flex grow gap-1">
            {feedShows.map((each) => (
              <Link
                key={each}
                to="/feed"
                search={each === 'home' ? {} : { show: each }}
                aria-current={each === show ? 'page' : undefined}
                // Whoever is there already wants to go back to its top.
                onClick={() => each === show && scroller?.scrollTo({ top: 0 })}
                className={tabLinkClass(each === show, 'text-base!')}
              >
                {t[each]}
              </Link>
            ))}
          </nav>
          <Link
            to="/feed/saved"
            aria-label={t.saved}
            title={t.saved}
            className={buttonClass('ghost', 'md', 'w-control px-0!')}
          >
            <Bookmark aria-hidden="true" className="size-5!" />
          </Link>
          <NewPostButton />
        </>
      }
    >
      <FeedList key={show} place={show} label={t[show]} scroller={scroller} empty={<Empty place={show} />} />
    </FeedFrame>
  )
}

function Empty({ place }: { place: FeedPlace & FeedShow }) {
  const { feed: t } = useFeedWords()
  const picture = <EmptyPicture name="feed" />
  if (place === 'everyone') {
    return (
      <EmptyState
        illustration={picture}
        title={t.emptyEveryone}
        text={t.emptyEveryoneText}
        action={<NewPostButton />}
      />
    )
  }
  if (place === 'explore') {
    return (
      <EmptyState
        illustration={picture}
        title={t.emptyExplore}
        text={t.emptyExploreText}
        action={
          <Link to="/feed" search={{ show: 'everyone' }} className={buttonClass()}>
            {t.toEveryone}
          </Link>
        }
      />
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <EmptyState
        illustration={picture}
        title={t.emptyHome}
        text={t.emptyHomeText}
        action={
          <>
            <NewPostButton />
            <Link to="/feed" search={{ show: 'everyone' }} className={buttonClass()}>
              {t.toEveryone}
            </Link>
          </>
        }
      />
      <PeopleToFollow className="xl:hidden" />
    </div>
  )
}
