import type { Post } from '@kith/protocol/posts.ts'
import clsx from 'clsx'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useKith } from '../../live/use-kith.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { useOpened } from './opened.ts'

interface CaptionProps {
  post: Post
  /** All of it from the beginning. */
  isWhole: boolean
}

/** What a post says; of much only the beginning, until somebody wants the rest. */
export function Caption({ post: { id, caption, mentions, media }, isWhole }: CaptionProps) {
  const { feed: t } = useFeedWords()
  const myId = useKith((state) => state.me?.id ?? '')
  const text = useRef<HTMLDivElement>(null)
  const [isCut, setIsCut] = useState(false)
  const [isOpened, setIsOpened] = useOpened('caption', id)
  const isOpen = isWhole || isOpened
  const isAlone = media.length === 0
  const named = useMemo(
    () => ({
      people: Object.entries(mentions).map(([writtenAs, person]) => ({ ...person, writtenAs })),
      many: null,
      myId,
      hasTags: true as const,
    }),
    [mentions, myId],
  )

  // Before it is painted: nothing moves.
  useLayoutEffect(() => {
    const { current } = text
    setIsCut(current !== null && !isOpen && current.scrollHeight > current.clientHeight + 2)
  }, [caption, isOpen])

  if (caption.trim() === '') return null
  return (
    <div>
      <div
        ref={text}
        dir="auto"
        // What has the focus is to be seen.
        onFocus={() => isCut && setIsOpened(true)}
        className={clsx(
          'max-w-full text-pretty break-words',
          isAlone && 'text-lg',
          !isOpen && (isAlone ? 'line-clamp-12' : 'line-clamp-3'),
        )}
      >
        <Markdown source={caption} mentions={named} />
      </div>
      {isCut && (
        <button
          type="button"
          aria-label={t.moreOf}
          onClick={() => setIsOpened(true)}
          className="relative min-h-6 font-semibold text-muted hover:text-ink pointer-coarse:after:absolute pointer-coarse:after:-inset-x-3 pointer-coarse:after:-inset-y-2"
        >
          {t.more}
        </button>
      )}
    </div>
  )
}
