import { Direction, Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'

/** Stands once around the app: menus open towards the right side, tooltips share one delay. */
export function DesignProvider({ dir, children }: { dir: 'ltr' | 'rtl'; children: ReactNode }) {
  return (
    <Direction.Provider dir={dir}>
      <Tooltip.Provider delayDuration={450} skipDelayDuration={250}>
        {children}
      </Tooltip.Provider>
    </Direction.Provider>
  )
}
