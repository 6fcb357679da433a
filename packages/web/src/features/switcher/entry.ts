import type { ReactNode } from 'react'

/** One place to go to, or one thing to do. */
export interface Entry {
  /** Unique among all that are shown, and fit for an id. */
  key: string
  label: string
  /** A second thing it is found by and known by: a username, a topic. */
  detail?: string
  picture: ReactNode
  /** What happens, where that is more than opening: "Join". */
  verb?: string
  /** Waits for nothing, and may stand above the page itself. */
  isInstant?: boolean
  open: () => void | Promise<void>
}

export interface EntryGroup {
  key: string
  label: string
  entries: readonly Entry[]
}
