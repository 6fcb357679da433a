import type { PostMedia } from '@kith/protocol/posts.ts'
import clsx from 'clsx'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { placeholderOf } from '../../design/placeholder.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { HeartBurst } from './heart.tsx'
import { roomOf } from './media-room.ts'
import { Picture } from './post-media.tsx'
import { Video } from './post-video.tsx'
import { useTaps } from './use-taps.ts'

/** More than these do not fit beside each other: the counter says enough. */
const DOTS_MAX = 10
const stepClass =
  'absolute top-1/2 flex size-9 -translate-y-1/2 items-center justify-center rounded-full bg-shade text-on-shade ' +
  'opacity-0 transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:hidden [&>svg]:size-5'

interface CarouselProps {
  media: readonly PostMedia[]
  /** As in `sizes`: how wide it is shown. */
  sizes: string
  /** Whether its first picture is what one waits for. */
  isUrgent: boolean
  onLike: () => void
  onOpen: (mediaId: string) => void
}

/** The pictures and videos of a post, one at a time, in a room that is kept from the beginning. */
export function Carousel({ media, sizes, isUrgent, onLike, onOpen }: CarouselProps) {
  const { feed: t } = useFeedWords()
  const strip = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState(0)
  const [likes, setLikes] = useState(0)
  const room = roomOf(media)
  const isOne = media.length === 1

  function look(): void {
    const { current } = strip
    if (current !== null) setAt(Math.round(Math.abs(current.scrollLeft) / Math.max(1, current.clientWidth)))
  }

  function go(index: number): void {
    const { current } = strip
    if (current === null || index < 0 || index >= media.length) return
    const left = index * current.clientWidth * (document.dir === 'rtl' ? -1 : 1)
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    current.scrollTo({ left, behavior: isStill ? 'instant' : 'smooth' })
  }

  function onKeyDown(event: KeyboardEvent): void {
    const ahead = document.dir === 'rtl' ? -1 : 1
    if (isOne || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowRight') go(at + ahead)
    else if (event.key === 'ArrowLeft') go(at - ahead)
    else return
    event.preventDefault()
  }

  function like(): void {
    setLikes(likes + 1)
    onLike()
  }

  return (
    // The keys of the buttons in it move it too.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      {...(isOne ? {} : { role: 'group', 'aria-roledescription': t.carousel, 'aria-label': t.media(media.length) })}
      onKeyDown={onKeyDown}
      style={{ aspectRatio: String(room) }}
      className="group relative overflow-hidden bg-skeleton"
    >
      <ul
        ref={strip}
        onScroll={look}
        className="flex size-full touch-manipulation snap-x snap-mandatory overflow-x-auto overflow-y-hidden overscroll-x-contain scrollbar-none"
      >
        {media.map((one, index) => (
          <li key={one.id} className="size-full shrink-0 snap-center snap-always">
            {Math.abs(index - at) <= 1 ? (
              <Slide
                one={one}
                room={room}
                sizes={sizes}
                isCurrent={index === at}
                isFirst={index === 0}
                isUrgent={isUrgent && index === 0}
                onLike={like}
                onOpen={() => onOpen(one.id)}
              />
            ) : (
              <span
                style={one.thumbhash === null ? undefined : { backgroundImage: `url(${placeholderOf(one.thumbhash)})` }}
                className="block size-full bg-cover bg-center"
              />
            )}
          </li>
        ))}
      </ul>
      <HeartBurst count={likes} />
      {!isOne && (
        <>
          <output className="absolute end-3 top-3 rounded-full bg-shade px-2.5 py-0.5 text-xs font-semibold text-on-shade">
            <span aria-hidden="true" dir="ltr">
              {at + 1}/{media.length}
            </span>
            <span className="sr-only">{t.place(at + 1, media.length)}</span>
          </output>
          {media.length <= DOTS_MAX && (
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center gap-1.5"
            >
              {media.map((one, index) => (
                <span
                  key={one.id}
                  className={clsx(
                    'size-1.5 rounded-full bg-on-shade shadow-raised transition-opacity',
                    index === at ? 'opacity-100' : 'opacity-55',
                  )}
                />
              ))}
            </span>
          )}
          {at > 0 && (
            <button
              type="button"
              aria-label={t.previous}
              onClick={() => go(at - 1)}
              className={clsx(stepClass, 'start-3')}
            >
              <ChevronLeft aria-hidden="true" className="rtl:-scale-x-100" />
            </button>
          )}
          {at < media.length - 1 && (
            <button type="button" aria-label={t.next} onClick={() => go(at + 1)} className={clsx(stepClass, 'end-3')}>
              <ChevronRight aria-hidden="true" className="rtl:-scale-x-100" />
            </button>
          )}
        </>
      )}
    </div>
  )
}

interface SlideProps {
  one: PostMedia
  room: number
  sizes: string
  isCurrent: boolean
  isFirst: boolean
  isUrgent: boolean
  onLike: () => void
  onOpen: () => void
}

function Slide({ one, room, sizes, isCurrent, isFirst, isUrgent, onLike, onOpen }: SlideProps) {
  const { feed: t } = useFeedWords()
  const onTap = useTaps({ onOne: onOpen, onTwo: onLike })
  if (one.kind === 'video') {
    return (
      // What a tap does here its buttons and the one below do as well.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
      <div className="size-full" onDoubleClick={onLike}>
        <Video video={one} isCurrent={isCurrent} />
      </div>
    )
  }
  return (
    <button
      type="button"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={t.openPicture(one.alt)}
      onClick={onTap}
      className="block size-full cursor-pointer outline-offset-[-3px]"
    >
      <Picture picture={one} room={room} sizes={sizes} isLazy={!isFirst} isUrgent={isUrgent} />
    </button>
  )
}
