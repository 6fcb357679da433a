import clsx from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

export type SwitchProps = Omit<ComponentProps<'input'>, 'id' | 'type' | 'checked' | 'onChange' | 'size'> & {
  label: string
  hint?: ReactNode
  isOn: boolean
  onIsOnChange: (isOn: boolean) => void
  isLabelHidden?: boolean
}

/** A setting that takes effect at once: words first, the switch at the end of the row. */
export function Switch({ label, hint, isOn, onIsOnChange, isLabelHidden = false, className, ...rest }: SwitchProps) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className={clsx('flex min-h-control items-center gap-4', !isLabelHidden && 'justify-between', className)}
    >
      <span className={isLabelHidden ? 'sr-only' : 'flex min-w-0 flex-col'}>
        <span className="font-medium">{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
      <span className="relative inline-flex shrink-0">
        <input
          {...rest}
          id={id}
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onIsOnChange(event.currentTarget.checked)}
          className="peer h-6 w-10 appearance-none rounded-full bg-line-strong transition-colors checked:bg-accent disabled:opacity-50"
        />
        <span className="pointer-events-none absolute start-0.5 top-0.5 size-5 rounded-full bg-raised shadow-raised transition-transform peer-checked:translate-x-4 rtl:peer-checked:-translate-x-4" />
      </span>
    </label>
  )
}
