import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import clsx from 'clsx'
import { useState } from 'react'
import { placeholderOf } from '../../design/placeholder.ts'
import { EntryIcon } from './entry-icon.tsx'

interface ThumbnailProps {
  entry: Pick<ProjectEntry, 'type' | 'kind' | 'thumbnailUrl' | 'thumbhash'>
  /** The sign that stands where there is no picture. */
  iconSize: 'sm' | 'md' | 'lg'
  className?: string
}

/** A small picture of a file where the server could draw one, over its blurred likeness; else the sign of its kind. */
export function Thumbnail({ entry, iconSize, className }: ThumbnailProps) {
  const { thumbnailUrl: src, thumbhash } = entry
  const [failedSrc, setFailedSrc] = useState<string | null>(null)
  const [hereSrc, setHereSrc] = useState<string | null>(null)
  if (src === null || failedSrc === src) return <EntryIcon entry={entry} size={iconSize} className={className} />
  return (
    <span
      style={
        thumbhash === null || hereSrc === src ? undefined : { backgroundImage: `url(${placeholderOf(thumbhash)})` }
      }
      className={clsx('block shrink-0 overflow-hidden bg-skeleton bg-cover bg-center', className)}
    >
      <img
        src={src}
        alt=""
        draggable={false}
        loading="lazy"
        decoding="async"
        onLoad={() => setHereSrc(src)}
        onError={() => setFailedSrc(src)}
        className={clsx('size-full object-cover transition-opacity', hereSrc === src ? 'opacity-100' : 'opacity-0')}
      />
    </span>
  )
}
