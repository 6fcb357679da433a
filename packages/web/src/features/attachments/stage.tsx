import clsx from 'clsx'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import { useMoreWords } from '../../words/more-words.ts'
import type { Visual } from './box.ts'
import { placeholderOf } from './placeholder.ts'
import type { Zoom } from './use-zoom.ts'

/** In pixels: how far a finger goes for it to mean another picture, or away. */
const SWIPE = { sideways: 60, down: 110 }
const TAP = 6

interface StageProps {
  visual: Visual
  zoom: Zoom
  onStep: (by: -1 | 1) => void
  onClose: () => void
}

interface Point {
  x: number
  y: number
}

/** The picture itself: wheel, two fingers and a double press zoom, dragging moves it, a swipe goes on or away. */
export function Stage({ visual, zoom, onStep, onClose }: StageProps) {
  const { attachments: t } = useMoreWords()
  const stage = useRef<HTMLDivElement>(null)
  const fingers = useRef(new Map<number, Point>())
  const begun = useRef<Point | null>(null)
  const [swipe, setSwipe] = useState<Point>({ x: 0, y: 0 })
  const [isHere, setIsHere] = useState(false)
  const [isFailed, setIsFailed] = useState(false)
  const isZoomed = zoom.lie.scale > 1

  function fromMiddle({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const { left, top, width, height } = stage.current?.getBoundingClientRect() ?? new DOMRect()
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 }
  }

  const turned = useEffectEvent((event: WheelEvent) => {
    event.preventDefault()
    if (event.ctrlKey || !isZoomed || Math.abs(event.deltaX) < Math.abs(event.deltaY)) {
      zoom.by(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0022)), fromMiddle(event))
    } else zoom.pan(-event.deltaX, -event.deltaY)
  })
  // React's own listener may not keep the page from zooming.
  useEffect(() => {
    const stop = new AbortController()
    stage.current?.addEventListener('wheel', turned, { passive: false, signal: stop.signal })
    return () => stop.abort()
  }, [])

  function onPointerDown(event: PointerEvent): void {
    if (event.target instanceof HTMLVideoElement || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    begun.current = fingers.current.size === 1 ? { x: event.clientX, y: event.clientY } : null
    setSwipe({ x: 0, y: 0 })
  }

  function onPointerMove(event: PointerEvent): void {
    const before = fingers.current.get(event.pointerId)
    if (before === undefined) return
    const now = { x: event.clientX, y: event.clientY }
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1]
    fingers.current.set(event.pointerId, now)
    if (other !== undefined) {
      const middle = fromMiddle({ clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 })
      zoom.by(apart(now, other) / Math.max(1, apart(before, other)), middle)
    } else if (isZoomed) zoom.pan(now.x - before.x, now.y - before.y)
    else if (begun.current !== null && event.pointerType !== 'mouse') {
      const way = { x: now.x - begun.current.x, y: now.y - begun.current.y }
      setSwipe(Math.abs(way.x) > Math.abs(way.y) ? { x: way.x, y: 0 } : { x: 0, y: Math.max(0, way.y) })
    }
  }

  function onPointerUp(event: PointerEvent): void {
    fingers.current.delete(event.pointerId)
    const from = begun.current
    begun.current = null
    setSwipe({ x: 0, y: 0 })
    if (from === null) return
    const isTap = apart(from, { x: event.clientX, y: event.clientY }) < TAP
    if (isTap && event.target === stage.current && !isZoomed) onClose()
    if (isZoomed || event.pointerType === 'mouse') return
    const ahead = document.dir === 'rtl' ? -1 : 1
    if (swipe.y > SWIPE.down) onClose()
    else if (swipe.x < -SWIPE.sideways) onStep(ahead)
    else if (swipe.x > SWIPE.sideways) onStep(ahead === 1 ? -1 : 1)
  }

  const { scale, x, y } = zoom.lie
  const isMoved = isZoomed || swipe.x !== 0 || swipe.y !== 0
  return (
    // What the pointer does here the buttons and keys of the viewer do as well.
    <div
      ref={stage}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={(event) => (isZoomed ? zoom.reset() : zoom.by(2.5, fromMiddle(event)))}
      className={clsx(
        'relative flex min-h-0 grow touch-none items-center justify-center overflow-hidden px-2 pb-2 select-none md:px-14 md:pb-6',
        isZoomed && 'cursor-grab active:cursor-grabbing',
      )}
    >
      {isFailed ? (
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
            transform: isMoved ? `translate(${x + swipe.x}px, ${y + swipe.y}px) scale(${scale})` : undefined,
            backgroundImage:
              isHere || visual.thumbhash === null
                ? undefined
                : `url(${visual.previewUrl ?? ''}), url(${placeholderOf(visual.thumbhash)})`,
          }}
          className="h-auto max-h-full w-auto max-w-full rounded-sm bg-cover object-contain"
        />
      )}
    </div>
  )
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
