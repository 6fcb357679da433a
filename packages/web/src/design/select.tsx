import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { controlClass, describedBy, Field } from './field.tsx'

export type SelectProps<T extends string> = Omit<ComponentProps<'select'>, 'id' | 'value' | 'onChange' | 'children'> & {
  label: string
  isLabelHidden?: boolean
  hint?: ReactNode
  error?: string
  value: T
  options: readonly { value: T; label: string; isDisabled?: boolean }[]
  onValueChange: (value: T) => void
}

/** The browser's own list: right on phones, for keyboards and read aloud, and no style sheet to inject. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, isLabelHidden, hint, error, value, options, onValueChange, className, ...rest } = props
  const id = useId()
  return (
    <Field id={id} label={label} isLabelHidden={isLabelHidden} hint={hint} error={error} className={className}>
      <div className="relative flex items-center">
        <select
          {...rest}
          id={id}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.currentTarget.value)
            if (chosen) onValueChange(chosen.value)
          }}
          {...describedBy(id, hint, error)}
          className={clsx(controlClass, 'h-control appearance-none ps-3 pe-10 text-ellipsis')}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.isDisabled} className="bg-raised text-ink">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden="true" className="pointer-events-none absolute end-3 size-4.5 text-muted" />
      </div>
    </Field>
  )
}
