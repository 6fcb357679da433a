import clsx from 'clsx'
import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import { menuClass } from './menu-class.ts'

export type MenuEntry =
  | {
      kind: 'action'
      label: string
      icon?: ReactNode
      shortcut?: readonly string[]
      isDanger?: boolean
      isDisabled?: boolean
      onSelect: () => void
    }
  | { kind: 'toggle'; label: string; icon?: ReactNode; isOn: boolean; onIsOnChange: (isOn: boolean) => void }
  | { kind: 'choice'; label: string; value: string; options: readonly MenuOption[]; onChange: (value: string) => void }
  | { kind: 'submenu'; label: string; icon?: ReactNode; entries: readonly MenuEntry[] }
  /** Side by side: pictures more than words. */
  | { kind: 'row'; label: string; options: readonly { label: string; content: ReactNode; onSelect: () => void }[] }
  | { kind: 'title'; label: string }
  | { kind: 'line' }

export type MenuOption = { value: string; label: string }

const entryClass =
  'flex min-h-9 items-center gap-3 rounded-sm px-2.5 py-1.5 text-base select-none outline-none cursor-pointer ' +
  'pointer-coarse:min-h-11 data-highlighted:bg-hover data-[state=open]:bg-hover ' +
  'data-disabled:pointer-events-none data-disabled:opacity-50 [&>svg]:size-4.5 [&>svg]:shrink-0'

export function MenuEntries({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => (
    // Entries have no identity of their own; menus are drawn anew each time they open.
    // oxlint-disable-next-line react/no-array-index-key
    <Entry key={index} entry={entry} />
  ))
}

function Entry({ entry }: { entry: MenuEntry }) {
  switch (entry.kind) {
    case 'line':
      return <Radix.Separator className="mx-1 my-1.5 h-px bg-line" />
    case 'title':
      return <Radix.Label className="px-2.5 pt-1.5 pb-1 text-xs font-semibold text-muted">{entry.label}</Radix.Label>
    case 'row':
      return (
        <Radix.Group aria-label={entry.label} className="flex justify-between">
          {entry.options.map(({ label, content, onSelect }) => (
            <Radix.Item
              key={label}
              aria-label={label}
              textValue={label}
              onSelect={onSelect}
              className="flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-md text-xl outline-none select-none data-highlighted:bg-hover pointer-coarse:size-11 [&>svg]:size-5 [&>svg]:text-muted"
            >
              {content}
            </Radix.Item>
          ))}
        </Radix.Group>
      )
    case 'action':
      return (
        <Radix.Item
          disabled={entry.isDisabled}
          onSelect={entry.onSelect}
          className={clsx(entryClass, entry.isDanger ? 'text-danger-text' : '[&>svg]:text-muted')}
        >
          {entry.icon}
          <span className="grow">{entry.label}</span>
          {entry.shortcut && <Kbd keys={entry.shortcut} />}
        </Radix.Item>
      )
    case 'toggle':
      return (
        <Radix.CheckboxItem
          checked={entry.isOn}
          onCheckedChange={entry.onIsOnChange}
          className={clsx(entryClass, '[&>svg]:text-muted')}
        >
          {entry.icon}
          <span className="grow">{entry.label}</span>
          <Tick />
        </Radix.CheckboxItem>
      )
    case 'choice':
      return (
        <Radix.RadioGroup value={entry.value} onValueChange={entry.onChange} aria-label={entry.label}>
          {entry.options.map((option) => (
            <Radix.RadioItem key={option.value} value={option.value} className={entryClass}>
              <span className="grow">{option.label}</span>
              <Tick />
            </Radix.RadioItem>
          ))}
        </Radix.RadioGroup>
      )
    case 'submenu':
      return (
        <Radix.Sub>
          <Radix.SubTrigger className={clsx(entryClass, '[&>svg]:text-muted')}>
            {entry.icon}
            <span className="grow">{entry.label}</span>
            <ChevronRight aria-hidden="true" className="rtl:-scale-x-100" />
          </Radix.SubTrigger>
          <Radix.Portal>
            <Radix.SubContent sideOffset={4} collisionPadding={8} className={menuClass}>
              <MenuEntries entries={entry.entries} />
            </Radix.SubContent>
          </Radix.Portal>
        </Radix.Sub>
      )
  }
}

function Tick() {
  return (
    <Radix.ItemIndicator className="text-accent-text [&>svg]:size-4.5">
      <Check aria-hidden="true" />
    </Radix.ItemIndicator>
  )
}
