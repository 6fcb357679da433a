import { Tooltip as Radix } from 'radix-ui'
import type { ReactElement } from 'react'
import { Kbd } from './kbd.tsx'

export type TooltipSide = 'top' | 'right' | 'bottom' | 'left'

export type TooltipProps = {
  label: string
  shortcut?: readonly string[]
  side?: TooltipSide
  /** The child's accessible name is this label already: do not read it twice. */
  isAlreadyNamed?: boolean
  /** One element that takes a ref and pointer handlers. */
  children: ReactElement
}

export function Tooltip({ label, shortcut, side = 'top', isAlreadyNamed = false, children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild {...(isAlreadyNamed ? { 'aria-describedby': undefined } : {})}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="motion-pop pointer-events-none z-50 flex max-w-64 items-center gap-2 rounded-sm bg-ink px-2.5 py-1.5 text-sm font-medium text-on-ink"
        >
          {label}
          {shortcut && <Kbd keys={shortcut} isOnInk />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
