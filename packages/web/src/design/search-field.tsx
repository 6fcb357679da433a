import clsx from 'clsx'
import { Search, X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { IconButton } from './icon-button.tsx'
import { Kbd } from './kbd.tsx'

export type SearchFieldProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange' | 'aria-label'> & {
  label: string
  clearLabel: string
  value: string
  onValueChange: (value: string) => void
  shortcut?: readonly string[]
}

export function SearchField({
  label,
  clearLabel,
  value,
  onValueChange,
  shortcut,
  className,
  ...rest
}: SearchFieldProps) {
  return (
    <search className={clsx('relative flex items-center', className)}>
      <Search aria-hidden="true" className="pointer-events-none absolute start-3 size-4.5 text-muted" />
      <input
        placeholder={label}
        {...rest}
        type="search"
        aria-label={label}
        value={value}
        onChange={(event) => onValueChange(event.currentTarget.value)}
        className="peer h-control w-full min-w-0 appearance-none rounded-full bg-hover ps-10 pe-10 text-ink transition-colors placeholder:text-muted hover:bg-pressed focus-visible:bg-raised focus-visible:outline-1 focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' ? (
        <IconButton
          size="sm"
          className="absolute! end-1 rounded-full!"
          label={clearLabel}
          icon={<X />}
          onClick={() => onValueChange('')}
        />
      ) : (
        shortcut && (
          <span className="pointer-events-none absolute end-3 flex peer-focus-visible:opacity-0 pointer-coarse:hidden">
            <Kbd keys={shortcut} />
          </span>
        )
      )}
    </search>
  )
}
