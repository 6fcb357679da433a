import clsx from 'clsx'
import { Check } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'

export type CheckboxProps = Omit<ComponentProps<'input'>, 'id' | 'type' | 'checked' | 'onChange' | 'size'> & {
  label: ReactNode
  hint?: ReactNode
  isChecked: boolean
  onIsCheckedChange: (isChecked: boolean) => void
}

export function Checkbox({ label, hint, isChecked, onIsCheckedChange, className, ...rest }: CheckboxProps) {
  const id = useId()
  return (
    <label htmlFor={id} className={clsx('flex items-start gap-3 py-1.5 pointer-coarse:py-2.5', className)}>
      <span className="relative mt-px inline-flex shrink-0">
        <input
          {...rest}
          id={id}
          type="checkbox"
          checked={isChecked}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onIsCheckedChange(event.currentTarget.checked)}
          className="peer size-5 appearance-none rounded-[0.375rem] border-[1.5px] border-line-strong bg-raised transition-colors checked:border-accent checked:bg-accent disabled:opacity-50"
        />
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none absolute inset-0 m-auto size-3.5 scale-50 text-on-accent opacity-0 transition peer-checked:scale-100 peer-checked:opacity-100"
        />
      </span>
      <span className="flex min-w-0 flex-col">
        <span>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
