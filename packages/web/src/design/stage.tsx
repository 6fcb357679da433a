import clsx from 'clsx'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CSSProperties, PointerEvent, ReactNode } from 'react'
import type { Zoom } from './use-zoom.ts'

/** In pixels: how far a finger goes for it to mean another picture, or away. */
const SWIPE = { sideways: 60, down: 110 }
const TAP = 6

interface StageProps {
  zoom: Zoom
  onStep: (by: -1 | 1) => void
  /** A press beside what is shown, or a swipe down. */
  onClose: () => void
  className?: string
  /** What is looked at, told how it lies. */
  children: (lie: CSSProperties) => ReactNode
}

interface Point {
  x: number
  y: number
}

/** Around one picture: wheel, two fingers and a double press zoom, dragging moves it, a swipe goes on or away. */
export function Stage({ zoom, onStep, onClose, className, children }: StageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const fingers = useRef(new Map<number, Point>())
  const begun = useRef<Point | null>(null)
  const [swipe, setSwipe] = useState<Point>({ x: 0, y: 0 })
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
    // What the pointer does here the buttons and keys around it do as well.
    <div
      ref={stage}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={(event) => (isZoomed ? zoom.reset() : zoom.by(2.5, fromMiddle(event)))}
      className={clsx(
        'relative flex min-h-0 grow touch-none items-center justify-center overflow-hidden select-none',
        isZoomed && 'cursor-grab active:cursor-grabbing',
        className,
      )}
    >
      {children({ transform: isMoved ? `translate(${x + swipe.x}px, ${y + swipe.y}px) scale(${scale})` : undefined })}
    </div>
  )
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
