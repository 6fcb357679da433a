import { cloneElement, useState } from 'react'
import type { MouseEvent, ReactElement, ReactNode } from 'react'
import type { MenuEntry } from './menu-entries.tsx'
import type { MenuPlace } from './menu-panel.tsx'
import { onDemand } from './on-demand.tsx'

/** Fetched when a menu is first opened: most visits open none. */
const { Part: MenuPanel } = onDemand(async () => (await import('./menu-panel.tsx')).MenuPanel)

interface TriggerProps {
  label?: string
  onClick?: (event: MouseEvent<HTMLElement>) => void
  'aria-haspopup'?: 'menu'
  'aria-expanded'?: boolean
}

export type MenuProps = {
  /** One button with a `label`. */
  trigger: ReactElement<TriggerProps>
  entries: readonly MenuEntry[]
  /** Stands above the entries: whose menu it is, or a row of quick reactions. */
  header?: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  onIsOpenChange?: (isOpen: boolean) => void
}

/** A button that opens a menu. */
export function Menu({ trigger, entries, header, side, align, onIsOpenChange }: MenuProps) {
  const [button, setButton] = useState<HTMLElement | null>(null)

  function open(event: MouseEvent<HTMLElement>): void {
    setButton(event.currentTarget)
    onIsOpenChange?.(true)
  }

  function close(): void {
    button?.focus()
    setButton(null)
    onIsOpenChange?.(false)
  }

  return (
    <>
      {cloneElement(trigger, { onClick: open, 'aria-haspopup': 'menu', 'aria-expanded': button !== null })}
      {button !== null && (
        <MenuPanel
          place={button.getBoundingClientRect()}
          label={trigger.props.label ?? ''}
          entries={entries}
          header={header}
          side={side}
          align={align}
          onClose={close}
        />
      )}
    </>
  )
}

export type MenuAtProps = {
  /** Null while it is closed. */
  place: MenuPlace | null
  label: string
  entries: readonly MenuEntry[]
  onClose: () => void
}

/** The menu of what was clicked with the right button, or pressed long: see `useContextMenu`. */
export function MenuAt({ place, label, entries, onClose }: MenuAtProps) {
  if (place === null || entries.length === 0) return null
  return <MenuPanel place={place} label={label} entries={entries} align="start" onClose={onClose} />
}
