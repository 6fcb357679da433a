import type { KeyboardEvent } from 'react'

/** The up and down arrows move the focus among what `stops` selects within the element that listens. */
export function moveAmongStops(event: KeyboardEvent<HTMLElement>, stops: string): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(stops)]
  const at = all.indexOf(event.target as HTMLElement)
  const next = at === -1 ? undefined : all[at + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
