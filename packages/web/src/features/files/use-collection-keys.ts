import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { KeyboardEvent } from 'react'
import { isMod } from '../../live/platform.ts'
import type { Deck } from './deck.ts'
import type { Rows } from './rows-of.ts'

const PAGE_ROWS = 8

interface KeyOptions {
  items: readonly ProjectEntry[]
  rows: Rows
  deck: Deck
  /** Brings one into view and gives it the focus. */
  focus: (entry: ProjectEntry) => void
  onTrash: (entries: readonly ProjectEntry[]) => void
}

/** The keys of the list and the grid: arrows go, Shift takes along, Space chooses, Enter opens, F2 renames. */
export function useCollectionKeys({ items, rows, deck, focus, onTrash }: KeyOptions): (event: KeyboardEvent) => void {
  const { selection, rights } = deck

  function placeAfter(key: string, at: number): number | null {
    const isBackwards = document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    const isGrid = rows.columns > 1
    if (key === 'Home') return 0
    if (key === 'End') return items.length - 1
    if (isGrid && (key === 'ArrowLeft' || key === 'ArrowRight')) return at + (key === isBackwards ? -1 : 1)
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[key]
    if (step === undefined) return null
    const row = rows.rows.findIndex(({ index, entries }) => at >= index && at < index + entries.length)
    const from = rows.rows[row]
    const to = rows.rows[Math.max(0, Math.min(rows.rows.length - 1, row + step))]
    if (from === undefined || to === undefined) return null
    return to.index + Math.min(at - from.index, to.entries.length - 1)
  }

  return (event) => {
    const meantId = event.target instanceof HTMLElement ? event.target.dataset['entry'] : undefined
    const at = items.findIndex(({ id }) => id === meantId)
    const active = items[at]
    if (active === undefined) return
    const chosen = selection.ids.has(active.id) ? selection.entries : [active]
    if (isMod(event)) {
      if (event.key.toLowerCase() !== 'a') return
      event.preventDefault()
      selection.all()
      return
    }
    if (event.altKey) return
    const place = placeAfter(event.key, at)
    if (place !== null) {
      event.preventDefault()
      const next = items[Math.max(0, Math.min(items.length - 1, place))]
      if (next === undefined) return
      if (event.shiftKey) {
        if (selection.ids.size === 0) selection.only(active.id)
        selection.extendTo(next.id)
      }
      deck.onActive(next.id)
      focus(next)
      return
    }
    if (event.key === 'Enter') deck.onOpen(active)
    else if (event.key === ' ') selection.toggle(active.id)
    else if (event.key === 'Escape' && selection.ids.size > 0) selection.clear()
    else if (event.key === 'F2' && rights.mayEdit) deck.onRenaming(active.id)
    else if ((event.key === 'Delete' || event.key === 'Backspace') && rights.mayEdit) onTrash(chosen)
    else return
    event.preventDefault()
  }
}
