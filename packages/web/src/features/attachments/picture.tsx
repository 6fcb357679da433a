import clsx from 'clsx'
import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { Visual } from './box.ts'
import { placeholderOf } from '../../design/placeholder.ts'

/** What this page has shown before: it is there at once, and nothing has to come in. */
const shownBefore = new Set<string>()

interface PictureProps {
  visual: Visual
  widthPx: number
}

/** A picture over its blurred likeness, until it is here. Of a video its first frame. */
export function Picture({ visual, widthPx }: PictureProps) {
  const { kind, url, previewUrl, thumbnailUrl, thumbhash } = visual
  const src = previewUrl ?? url
  const [isHere, setIsHere] = useState(() => shownBefore.has(src))
  const [isFailed, setIsFailed] = useState(false)
  const here = (): void => {
    shownBefore.add(src)
    setIsHere(true)
  }
  const look = clsx('size-full object-cover transition-opacity', isHere ? 'opacity-100' : 'opacity-0')
  return (
    <span
      style={thumbhash === null || isHere ? undefined : { backgroundImage: `url(${placeholderOf(thumbhash)})` }}
      className="block size-full bg-cover bg-center"
    >
      {isFailed ? (
        <span className="flex size-full items-center justify-center text-muted">
          <ImageOff aria-hidden="true" className="size-6" />
        </span>
      ) : kind === 'video' && previewUrl === null ? (
        <video
          src={`${url}#t=0.01`}
          preload="metadata"
          muted
          playsInline
          tabIndex={-1}
          onLoadedData={here}
          onError={() => setIsFailed(true)}
          className={look}
        />
      ) : (
        <img
          src={src}
          srcSet={thumbnailUrl === null ? undefined : `${thumbnailUrl} 320w, ${src} 1280w`}
          sizes={`${widthPx}px`}
          alt=""
          draggable={false}
          loading="lazy"
          decoding={isHere ? 'sync' : 'async'}
          onLoad={here}
          onError={() => setIsFailed(true)}
          className={look}
        />
      )}
    </span>
  )
}
