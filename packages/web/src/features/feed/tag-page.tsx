import { foldTag } from '@kith/protocol/tags.ts'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { useFeedWords } from '../../words/feed-words.ts'
import { useWords } from '../../words/words.ts'
import { NewPostButton } from '../posting/posting.tsx'
import { FeedFrame } from './feed-frame.tsx'
import { FeedList } from './feed-list.tsx'

/** The posts with a hashtag. Give it a key, so that another one begins anew. */
export function TagPage({ tag }: { tag: string }) {
  const { shell } = useWords()
  const { feed: t } = useFeedWords()
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  return (
    <FeedFrame
      scrollerRef={setScroller}
      header={
        <>
          <Link to="/feed" aria-label={shell.back} className={buttonClass('ghost', 'md', 'w-control px-0!')}>
            <ArrowLeft aria-hidden="true" className="size-5! rtl:-scale-x-100" />
          </Link>
          <h1 className="truncate text-lg font-bold">
            <bdi>#{tag}</bdi>
          </h1>
        </>
      }
    >
      <FeedList
        place={`tag:${foldTag(tag)}`}
        label={t.withTag(tag)}
        scroller={scroller}
        empty={
          <EmptyState
            illustration={<EmptyPicture name="feed" />}
            title={t.emptyTag(tag)}
            text={t.emptyTagText}
            action={<NewPostButton />}
          />
        }
      />
    </FeedFrame>
  )
}
