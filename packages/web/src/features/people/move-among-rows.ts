import type { KeyboardEvent } from 'react'

/** The arrows move among the rows of a section's list, and from its search field to the first one. */
export function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const section = event.currentTarget.closest('section')
  if (step === undefined || section === null) return
  const stops = [...section.querySelectorAll<HTMLElement>('input, li a')]
  const next = stops[stops.indexOf(event.currentTarget) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
