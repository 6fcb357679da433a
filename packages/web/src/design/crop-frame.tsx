import clsx from 'clsx'
import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { corners, movedArea, resizedArea } from './crop-area.ts'
import type { Corner, PartArea } from './crop-area.ts'

const STEP = 0.02

export type CropFrameProps = {
  /** The picture; it fills the room that it is given. */
  children: ReactNode
  /** Its width by its height. */
  ratio: number
  area: PartArea
  /** The shape that is kept; null where any may be drawn. */
  aspect: number | null
  label: string
  cornerLabels: Record<Corner, string>
  onAreaChange: (area: PartArea) => void
}

const places: Record<Corner, string> = {
  nw: '-top-2 -left-2 cursor-nwse-resize',
  ne: '-top-2 -right-2 cursor-nesw-resize',
  sw: '-bottom-2 -left-2 cursor-nesw-resize',
  se: '-right-2 -bottom-2 cursor-nwse-resize',
}

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

/** A frame over a picture: dragged as a whole or by its corners, or moved by keys. */
export function CropFrame({ children, ratio, area, aspect, label, cornerLabels, onAreaChange }: CropFrameProps) {
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ corner: Corner | null; from: PartArea; x: number; y: number } | null>(null)
  const shape = { ratio, aspect }

  function changed(corner: Corner | null, from: PartArea, dx: number, dy: number): PartArea {
    return corner === null ? movedArea(from, dx, dy) : resizedArea(from, corner, { dx, dy }, shape)
  }

  const handlersOf = (corner: Corner | null) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current = { corner, from: area, x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const room = box.current?.getBoundingClientRect()
      if (held.current === null || room === undefined) return
      const { from, x, y } = held.current
      onAreaChange(changed(corner, from, (event.clientX - x) / room.width, (event.clientY - y) / room.height))
    },
    onPointerUp: () => {
      held.current = null
    },
    onPointerCancel: () => {
      held.current = null
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = arrows[event.key]
      if (step === undefined) return
      event.preventDefault()
      onAreaChange(changed(corner ?? (event.shiftKey ? 'se' : null), area, step[0], step[1]))
    },
  })

  return (
    // Left and right are those of the picture, whichever way one reads.
    <div
      ref={box}
      dir="ltr"
      style={{ aspectRatio: ratio, maxWidth: `calc(52dvh * ${ratio})` }}
      className="relative mx-auto w-full touch-none"
    >
      <div className="absolute inset-0 overflow-hidden rounded-md">
        {children}
        <span
          aria-hidden="true"
          style={placeOf(area)}
          className="pointer-events-none absolute shadow-[0_0_0_100vmax_var(--color-shade)]"
        />
      </div>
      <div style={placeOf(area)} className="absolute outline-2 outline-on-shade">
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 grid grid-cols-3 grid-rows-3 *:border-on-shade/40"
        >
          {Array.from({ length: 9 }, (_, at) => (
            <span key={at} className={clsx(at % 3 < 2 && 'border-r', at < 6 && 'border-b')} />
          ))}
        </span>
        <button type="button" aria-label={label} {...handlersOf(null)} className="absolute inset-0 cursor-move" />
        {corners.map((corner) => (
          <button
            key={corner}
            type="button"
            aria-label={cornerLabels[corner]}
            {...handlersOf(corner)}
            className={clsx(
              'absolute size-5 rounded-full border-2 border-accent bg-on-shade after:absolute after:-inset-3',
              places[corner],
            )}
          />
        ))}
      </div>
    </div>
  )
}

const percent = (part: number): string => `${part * 100}%`

const placeOf = ({ x, y, width, height }: PartArea) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
})
