import { createElement, Fragment, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'

/* What stands above every page once something puts it there: all that the first load knows of it is that it does. */

let layers: ReadonlyMap<string, ReactNode> = new Map()
let drawn: ReactNode = null
const listeners = new Set<() => void>()

/** Shows a part above the page, in place of the one that had its name; null takes it away. */
export function setLayer(name: string, part: ReactNode): void {
  const next = new Map(layers)
  if (part === null) next.delete(name)
  else next.set(name, part)
  layers = next
  drawn = [...next].map(([key, each]) => createElement(Fragment, { key }, each))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLayers = (): ReactNode => useSyncExternalStore(subscribe, () => drawn)
