import type { PostMedia } from '@kith/protocol/posts.ts'
import clsx from 'clsx'
import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import { placeholderOf } from '../../design/placeholder.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { fills, sourcesOf } from './media-room.ts'

/** What this page has shown before: it is there at once, and nothing has to come in. */
const shownBefore = new Set<string>()

interface PictureProps {
  picture: PostMedia
  /** Width by height of where it stands; null where it always fills that. */
  room: number | null
  /** As in `sizes`: how wide it is shown. */
  sizes: string
  isLazy: boolean
  /** Fetched before all others, and drawn as it comes. */
  isUrgent?: boolean
}

/** A picture over its blurred likeness, until it is here; where it does not fill its room, with that around it. */
export function Picture({ picture, room, sizes, isLazy, isUrgent = false }: PictureProps) {
  const { feed: t } = useFeedWords()
  const { id, url, previewUrl, jpegUrl, thumbhash, alt, width, height } = picture
  const [isHere, setIsHere] = useState(() => shownBefore.has(id))
  const [isFailed, setIsFailed] = useState(false)
  const isCut = room === null || fills(picture, room)
  const likeness = thumbhash === null ? undefined : { backgroundImage: `url(${placeholderOf(thumbhash)})` }
  function here(): void {
    shownBefore.add(id)
    setIsHere(true)
  }
  if (isFailed) {
    return (
      <span className="flex size-full flex-col items-center justify-center gap-2 bg-sunken text-sm text-muted">
        <ImageOff aria-hidden="true" className="size-6" />
        {t.notThere}
      </span>
    )
  }
  return (
    <span style={isCut && isHere ? undefined : likeness} className="block size-full bg-skeleton bg-cover bg-center">
      <picture>
        <source type="image/webp" srcSet={sourcesOf(picture) || (previewUrl ?? url)} sizes={sizes} />
        <img
          src={jpegUrl ?? previewUrl ?? url}
          alt={alt === '' ? t.noAlt : alt}
          width={width ?? undefined}
          height={height ?? undefined}
          draggable={false}
          loading={isLazy ? 'lazy' : 'eager'}
          fetchPriority={isUrgent ? 'high' : 'auto'}
          decoding={isHere ? 'sync' : 'async'}
          onLoad={here}
          onError={() => setIsFailed(true)}
          className={clsx(
            'size-full',
            !isUrgent && 'transition-opacity duration-200',
            isCut ? 'object-cover' : 'object-contain',
            isHere || isUrgent ? 'opacity-100' : 'opacity-0',
          )}
        />
      </picture>
    </span>
  )
}
