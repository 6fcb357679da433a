import clsx from 'clsx'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Badge } from './badge.tsx'

export type TabsProps<T extends string> = {
  label: string
  value: T
  tabs: readonly { value: T; label: string; icon?: ReactNode; count?: number; content?: ReactNode }[]
  onValueChange: (value: T) => void
  className?: string
}

export function Tabs<T extends string>({ label, value, tabs, onValueChange, className }: TabsProps<T>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(chosen) => {
        const tab = tabs.find((each) => each.value === chosen)
        if (tab) onValueChange(tab.value)
      }}
      className={clsx('flex min-h-0 flex-col', className)}
    >
      <Radix.List
        aria-label={label}
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-1 scrollbar-none"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={clsx(
              'relative inline-flex h-11 shrink-0 items-center gap-2 rounded-sm px-3 text-base font-semibold text-muted transition-colors',
              'outline-offset-[-2px] hover:text-ink data-[state=active]:text-ink [&>svg]:size-4.5',
              'after:absolute after:inset-x-3 after:bottom-0 after:h-0.5 after:rounded-full data-[state=active]:after:bg-accent',
            )}
          >
            {tab.icon}
            {tab.label}
            {tab.count ? <Badge count={tab.count} tone="quiet" /> : null}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(
        (tab) =>
          tab.content && (
            <Radix.Content key={tab.value} value={tab.value} className="min-h-0 grow outline-offset-[-2px]">
              {tab.content}
            </Radix.Content>
          ),
      )}
    </Radix.Root>
  )
}
