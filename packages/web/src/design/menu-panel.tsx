import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { menuClass } from './menu-class.ts'
import { type MenuEntry, MenuEntries } from './menu-entries.tsx'

/** Where a menu opens: beside this, in pixels from the window's upper left corner. */
export type MenuPlace = { x: number; y: number; width: number; height: number }

export type MenuPanelProps = {
  place: MenuPlace
  /** What it is a menu of, read aloud. */
  label: string
  entries: readonly MenuEntry[]
  header?: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  /** Also called when something was chosen. The focus is to go back to where it was. */
  onClose: () => void
}

// Not modal: Radix's modal menus inject a `<style>` to lock scrolling.
export function MenuPanel({ place, label, entries, header, side = 'bottom', align = 'end', onClose }: MenuPanelProps) {
  const { x, y, width, height } = place
  return (
    <Radix.Root open modal={false} onOpenChange={(isOpen) => isOpen || onClose()}>
      <Radix.Trigger asChild>
        <span
          aria-hidden="true"
          style={{ left: x, top: y, width, height }}
          className="pointer-events-none fixed"
          tabIndex={-1}
        />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className={menuClass}
        >
          {header}
          <MenuEntries entries={entries} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
