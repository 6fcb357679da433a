import { useRef, useState } from 'react'
import { placeholderOf } from '../../design/placeholder.ts'
import { Stage } from '../../design/stage.tsx'
import type { Zoom } from '../../design/use-zoom.ts'
import { useFileWords } from '../../words/file-words.ts'
import { OtherBody } from './other-body.tsx'
import type { Box } from './preview-props.ts'
import { isPlainPicture } from './shown-bytes.ts'
import type { ShownBytes } from './shown-bytes.ts'

/** Past this the picture that the server made is too coarse. */
const FINE_FROM = 1.6

export interface PictureBodyProps {
  shown: ShownBytes
  zoom: Zoom
  onStep: (by: -1 | 1) => void
  onClose: () => void
  /** What a comment points at. */
  box: Box | null
  /** Told what is drawn while a part of the picture is to be marked; null otherwise. */
  onMark: ((box: Box) => void) | null
}

/** A picture as the server made it; the original once one looks closely. */
export function PictureBody({ shown, zoom, onStep, onClose, box, onMark }: PictureBodyProps) {
  const { filePreview: t } = useFileWords()
  const [hereSrc, setHereSrc] = useState<string | null>(null)
  const [failedSrc, setFailedSrc] = useState<string | null>(null)
  const { url, previewUrl, thumbhash, width, height, name } = shown
  const isPlain = isPlainPicture(shown)
  const isFine = zoom.lie.scale > FINE_FROM && isPlain
  const src = isFine || previewUrl === null ? url : previewUrl
  if ((previewUrl === null && !isPlain) || failedSrc === src) {
    return <OtherBody shown={shown} why={previewUrl === null ? t.makingPreview : t.notShownText} />
  }
  const isHere = hereSrc !== null
  return (
    <Stage zoom={zoom} onStep={onStep} onClose={onClose} className="p-2 md:px-14 md:py-6">
      {(lie) => (
        <span style={lie} className="relative flex max-h-full min-h-0 max-w-full">
          <img
            src={src}
            alt={name}
            width={width ?? undefined}
            height={height ?? undefined}
            draggable={false}
            onLoad={() => setHereSrc(src)}
            onError={() => setFailedSrc(src)}
            style={{
              backgroundImage: isHere || thumbhash === null ? undefined : `url(${placeholderOf(thumbhash)})`,
            }}
            className="h-auto max-h-full w-auto max-w-full rounded-sm bg-cover object-contain"
          />
          {onMark !== null ? <Marker onMark={onMark} box={box} /> : box !== null && <BoxMark box={box} />}
        </span>
      )}
    </Stage>
  )
}

function BoxMark({ box: { x, y, width, height } }: { box: Box }) {
  return (
    <span
      data-box
      style={{ left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` }}
      className="motion-pop pointer-events-none absolute rounded-sm bg-accent/15 ring-3 ring-accent"
    />
  )
}

/** Over the picture while a part of it is to be marked: one draws a box. */
function Marker({ onMark, box }: { onMark: (box: Box) => void; box: Box | null }) {
  const { filePreview: t } = useFileWords()
  const from = useRef<{ x: number; y: number } | null>(null)

  function placeIn(element: Element, { clientX, clientY }: { clientX: number; clientY: number }) {
    const { left, top, width, height } = element.getBoundingClientRect()
    return { x: within((clientX - left) / width), y: within((clientY - top) / height) }
  }

  return (
    <span
      title={t.comments.marking}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = placeIn(event.currentTarget, event)
      }}
      onPointerMove={(event) => {
        if (from.current === null) return
        event.stopPropagation()
        const to = placeIn(event.currentTarget, event)
        onMark({
          x: Math.min(from.current.x, to.x),
          y: Math.min(from.current.y, to.y),
          width: Math.max(0.01, Math.abs(to.x - from.current.x)),
          height: Math.max(0.01, Math.abs(to.y - from.current.y)),
        })
      }}
      onPointerUp={(event) => {
        event.stopPropagation()
        from.current = null
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      className="absolute inset-0 cursor-crosshair touch-none bg-accent/5"
    >
      {box !== null && <BoxMark box={box} />}
    </span>
  )
}

const within = (share: number): number => Math.max(0, Math.min(1, share))
