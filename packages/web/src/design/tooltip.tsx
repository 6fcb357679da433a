import { cloneElement, useEffect, useId, useState } from 'react'
import type { FocusEvent, HTMLAttributes, PointerEvent, ReactElement } from 'react'
import type { MenuPlace } from './menu-panel.tsx'
import { onDemand } from './on-demand.tsx'

/** Fetched when somebody first points at something: what places it weighs more than all else of the first page's design. */
const { Part: TooltipPanel, prefetch } = onDemand(
  async () => (await import('./tooltip-panel.tsx')).TooltipPanel,
  () => null,
  true,
)

const DELAY_MS = 450
/** Whoever goes from one to the next does not wait again. */
const NEXT_MS = 250
let lastShownAt = -Infinity

/** One at a time: what is pointed at now is what is told of next. */
let due: { id: string; timer: ReturnType<typeof setTimeout> } | null = null

function showSoon(id: string, show: () => void, isAtOnce: boolean): void {
  prefetch()
  cancel(due?.id)
  const isNext = performance.now() - lastShownAt < NEXT_MS
  due = { id, timer: setTimeout(show, isAtOnce || isNext ? 0 : DELAY_MS) }
}

function cancel(id: string | undefined): void {
  if (due === null || due.id !== id) return
  clearTimeout(due.timer)
  due = null
}

const wasShown = (): void => void (lastShownAt = performance.now())

export type TooltipSide = 'top' | 'right' | 'bottom' | 'left'

export type TooltipProps = {
  label: string
  shortcut?: readonly string[]
  side?: TooltipSide
  /** The child's accessible name is this label already: do not read it twice. */
  isAlreadyNamed?: boolean
  /** One element that takes pointer handlers. */
  children: ReactElement<HTMLAttributes<HTMLElement>>
}

export function Tooltip({ label, shortcut, side = 'top', isAlreadyNamed = false, children }: TooltipProps) {
  const id = useId()
  const [place, setPlace] = useState<MenuPlace | null>(null)
  const isShown = place !== null

  function hide(): void {
    cancel(id)
    if (isShown) wasShown()
    setPlace(null)
  }

  function show(target: HTMLElement, isAtOnce: boolean): void {
    showSoon(id, () => setPlace(target.getBoundingClientRect()), isAtOnce)
  }

  useEffect(() => () => cancel(id), [id])
  useEffect(() => {
    if (!isShown) return
    const stop = new AbortController()
    // What it stands beside moves away from under it.
    document.addEventListener('scroll', () => setPlace(null), { capture: true, passive: true, signal: stop.signal })
    return () => stop.abort()
  }, [isShown])

  const { props } = children
  const handlers = {
    onPointerEnter: (event: PointerEvent<HTMLElement>) => {
      props.onPointerEnter?.(event)
      // A finger points by pressing, and then it is too late for hints.
      if (event.pointerType === 'touch') return
      show(event.currentTarget, false)
    },
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      props.onPointerLeave?.(event)
      hide()
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      props.onPointerDown?.(event)
      hide()
    },
    onFocus: (event: FocusEvent<HTMLElement>) => {
      props.onFocus?.(event)
      if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, true)
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      props.onBlur?.(event)
      hide()
    },
  }
  return (
    <>
      {cloneElement(children, {
        ...handlers,
        ...(isShown && !isAlreadyNamed ? { 'aria-describedby': id } : {}),
      })}
      {isShown && (
        <TooltipPanel
          id={id}
          place={place}
          label={label}
          {...(shortcut === undefined ? {} : { shortcut })}
          side={side}
          onClose={hide}
        />
      )}
    </>
  )
}
