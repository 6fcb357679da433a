import { useState } from 'react'
import { placeholderOf } from '../../design/placeholder.ts'
import { Stage as Around } from '../../design/stage.tsx'
import type { Zoom } from '../../design/use-zoom.ts'
import { useMoreWords } from '../../words/more-words.ts'
import type { Visual } from './box.ts'

interface StageProps {
  visual: Visual
  zoom: Zoom
  onStep: (by: -1 | 1) => void
  onClose: () => void
}

/** The picture or the video itself, as large as there is room. */
export function Stage({ visual, zoom, onStep, onClose }: StageProps) {
  const { attachments: t } = useMoreWords()
  const [isHere, setIsHere] = useState(false)
  const [isFailed, setIsFailed] = useState(false)
  return (
    <Around zoom={zoom} onStep={onStep} onClose={onClose} className="px-2 pb-2 md:px-14 md:pb-6">
      {(lie) =>
        isFailed ? (
          <p role="alert" className="text-muted">
            {t.notThere}
          </p>
        ) : visual.kind === 'video' ? (
          // People who send videos of their own bring no captions.
          // oxlint-disable-next-line jsx-a11y/media-has-caption
          <video
            src={visual.url}
            controls
            autoPlay
            playsInline
            aria-label={visual.name}
            onError={() => setIsFailed(true)}
            className="max-h-full max-w-full rounded-sm"
          />
        ) : (
          <img
            src={visual.url}
            alt={visual.name}
            width={visual.width ?? undefined}
            height={visual.height ?? undefined}
            draggable={false}
            onLoad={() => setIsHere(true)}
            onError={() => setIsFailed(true)}
            style={{
              ...lie,
              backgroundImage:
                isHere || visual.thumbhash === null
                  ? undefined
                  : `url(${visual.previewUrl ?? ''}), url(${placeholderOf(visual.thumbhash)})`,
            }}
            className="h-auto max-h-full w-auto max-w-full rounded-sm bg-cover object-contain"
          />
        )
      }
    </Around>
  )
}
