import { Tooltip as Radix } from 'radix-ui'
import { Kbd } from './kbd.tsx'
import type { MenuPlace } from './menu-panel.tsx'
import type { TooltipSide } from './tooltip.tsx'

export type TooltipPanelProps = {
  id: string
  place: MenuPlace
  label: string
  shortcut?: readonly string[]
  side: TooltipSide
  onClose: () => void
}

/** The words themselves, beside what they are about. */
export function TooltipPanel({
  id,
  place: { x, y, width, height },
  label,
  shortcut,
  side,
  onClose,
}: TooltipPanelProps) {
  return (
    <Radix.Provider>
      <Radix.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
        <Radix.Trigger asChild aria-describedby={undefined}>
          <span
            aria-hidden="true"
            style={{ left: x, top: y, width, height }}
            className="pointer-events-none fixed"
            tabIndex={-1}
          />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            id={id}
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
    </Radix.Provider>
  )
}
