import { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { menuClass } from './menu-class.ts'
import { type MenuEntry, MenuEntries } from './menu-entries.tsx'

export type MenuProps = {
  /** One button that takes a ref. */
  trigger: ReactElement
  entries: readonly MenuEntry[]
  /** Stands above the entries: whose menu it is, or a row of quick reactions. */
  header?: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  onIsOpenChange?: (isOpen: boolean) => void
}

// Not modal: Radix's modal menus inject a `<style>` to lock scrolling.
export function Menu({ trigger, entries, header, side = 'bottom', align = 'end', onIsOpenChange }: MenuProps) {
  return (
    <RadixDropdown.Root modal={false} onOpenChange={onIsOpenChange}>
      <RadixDropdown.Trigger asChild>{trigger}</RadixDropdown.Trigger>
      <RadixDropdown.Portal>
        <RadixDropdown.Content side={side} align={align} sideOffset={6} collisionPadding={8} className={menuClass}>
          {header}
          <MenuEntries parts={RadixDropdown} entries={entries} />
        </RadixDropdown.Content>
      </RadixDropdown.Portal>
    </RadixDropdown.Root>
  )
}

export type ContextMenuProps = {
  /** The one element that answers to a right click or a long press. */
  children: ReactElement
  entries: readonly MenuEntry[]
  header?: ReactNode
  isDisabled?: boolean
  onIsOpenChange?: (isOpen: boolean) => void
}

export function ContextMenu({ children, entries, header, isDisabled, onIsOpenChange }: ContextMenuProps) {
  return (
    <RadixContext.Root modal={false} onOpenChange={onIsOpenChange}>
      <RadixContext.Trigger asChild disabled={isDisabled}>
        {children}
      </RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content collisionPadding={8} className={menuClass}>
          {header}
          <MenuEntries parts={RadixContext} entries={entries} />
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  )
}
