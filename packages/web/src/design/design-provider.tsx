import { Direction } from 'radix-ui'
import type { ReactNode } from 'react'

/** Stands once around the app: menus open towards the right side. */
export function DesignProvider({ dir, children }: { dir: 'ltr' | 'rtl'; children: ReactNode }) {
  return <Direction.Provider dir={dir}>{children}</Direction.Provider>
}
