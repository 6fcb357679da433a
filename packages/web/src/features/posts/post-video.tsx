import type { PostMedia } from '@kith/protocol/posts.ts'
import { Pause, Play, Volume2, VolumeX } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { placeholderOf } from '../../design/placeholder.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { setSound, useSound } from './sound.ts'

/** How much of it must be seen for it to play. */
const SEEN = 0.6
const buttonClass =
  'flex size-9 items-center justify-center rounded-full bg-shade text-on-shade pointer-coarse:size-11 [&>svg]:size-4.5'

interface VideoProps {
  video: PostMedia
  /** Whether it is the one that stands in the middle. */
  isCurrent: boolean
}

/** Plays without sound while it is looked at, unless somebody wants less to move; by its button otherwise. */
export function Video({ video: { url, posterUrl, thumbhash, alt }, isCurrent }: VideoProps) {
  const { feed: t } = useFeedWords()
  const player = useRef<HTMLVideoElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const isHeard = useSound()

  useEffect(() => {
    const { current } = player
    if (current === null) return
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return
        if (!entry.isIntersecting || !isCurrent) current.pause()
        // A browser that plays nothing by itself leaves it to the button.
        else if (!isStill) void current.play().catch(() => undefined)
      },
      { threshold: SEEN },
    )
    watch.observe(current)
    return () => watch.disconnect()
  }, [isCurrent])

  function toggle(): void {
    const { current } = player
    if (current === null) return
    if (current.paused) void current.play().catch(() => undefined)
    else current.pause()
  }

  return (
    <div className="relative size-full bg-darkroom">
      {/* People who post videos of their own bring no captions. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        ref={player}
        src={url}
        poster={posterUrl ?? (thumbhash === null ? undefined : placeholderOf(thumbhash))}
        preload={posterUrl === null ? 'metadata' : 'none'}
        aria-label={t.video(alt)}
        muted={!isHeard}
        loop
        playsInline
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        className="size-full object-contain"
      />
      <div className="absolute start-3 bottom-3 flex gap-2">
        <button type="button" tabIndex={isCurrent ? 0 : -1} onClick={toggle} className={buttonClass}>
          {isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" className="translate-x-px" />}
          <span className="sr-only">{isPlaying ? t.pause : t.play}</span>
        </button>
        <button type="button" tabIndex={isCurrent ? 0 : -1} onClick={() => setSound(!isHeard)} className={buttonClass}>
          {isHeard ? <Volume2 aria-hidden="true" /> : <VolumeX aria-hidden="true" />}
          <span className="sr-only">{isHeard ? t.soundOff : t.soundOn}</span>
        </button>
      </div>
    </div>
  )
}
