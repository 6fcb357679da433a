import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { useMemo, useState } from 'react'

export interface Selection {
  ids: ReadonlySet<string>
  entries: readonly ProjectEntry[]
  /** Only this one. */
  only: (id: string) => void
  add: (id: string) => void
  toggle: (id: string) => void
  /** All from where the last choice was made. */
  extendTo: (id: string) => void
  all: () => void
  clear: () => void
}

interface Chosen {
  /** Of which list: another one begins with nothing. */
  key: string
  ids: ReadonlySet<string>
  anchor: string | null
}

/** What is chosen of a list. What leaves the list is chosen no longer. */
export function useSelection(key: string, items: readonly ProjectEntry[]): Selection {
  const [chosen, setChosen] = useState<Chosen>({ key, ids: new Set(), anchor: null })
  const { ids: kept, anchor } = chosen.key === key ? chosen : { ids: new Set<string>(), anchor: null }
  const entries = useMemo(() => items.filter(({ id }) => kept.has(id)), [items, kept])
  const ids = useMemo(() => new Set(entries.map(({ id }) => id)), [entries])

  function toggle(id: string): void {
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    setChosen({ key, ids: next, anchor: id })
  }

  function extendTo(id: string): void {
    const from = items.findIndex((entry) => entry.id === anchor)
    const to = items.findIndex((entry) => entry.id === id)
    const range = items.slice(Math.min(Math.max(from, 0), to), Math.max(from, to) + 1)
    setChosen({ key, ids: new Set(range.map((entry) => entry.id)), anchor: from === -1 ? id : anchor })
  }

  return {
    ids,
    entries,
    toggle,
    extendTo,
    only: (id) => setChosen({ key, ids: new Set([id]), anchor: id }),
    add: (id) => setChosen({ key, ids: new Set([...ids, id]), anchor: id }),
    all: () => setChosen({ key, ids: new Set(items.map(({ id }) => id)), anchor }),
    clear: () => setChosen({ key, ids: new Set(), anchor: null }),
  }
}
