import { useSyncExternalStore } from 'react'

export const fileModes = ['list', 'grid'] as const
export const fileSorts = ['name', 'changed', 'size', 'kind'] as const
export const fileOrders = ['up', 'down'] as const

/** How one wants files shown on this device. */
export interface FileView {
  mode: (typeof fileModes)[number]
  sort: (typeof fileSorts)[number]
  order: (typeof fileOrders)[number]
}

const KEY = 'kith.files'
const standard: FileView = { mode: 'list', sort: 'name', order: 'up' }

function parse(text: string | null): FileView {
  try {
    const kept: unknown = JSON.parse(text ?? '{}')
    if (typeof kept !== 'object' || kept === null) return standard
    const { mode, sort, order } = kept as Record<string, unknown>
    return {
      mode: fileModes.find((each) => each === mode) ?? standard.mode,
      sort: fileSorts.find((each) => each === sort) ?? standard.sort,
      order: fileOrders.find((each) => each === order) ?? standard.order,
    }
  } catch {
    return standard
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return null
  }
}

let current = parse(read())
const listeners = new Set<() => void>()

export function setFileView(change: Partial<FileView>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useFileView(): FileView {
  return useSyncExternalStore(subscribe, () => current)
}
