import clsx from 'clsx'
import { type ReactNode, useId } from 'react'

export type RadioCardsProps<T extends string> = {
  label: string
  isLabelHidden?: boolean
  value: T
  options: readonly { value: T; label: string; hint?: string; picture?: ReactNode }[]
  onValueChange: (value: T) => void
  /** With a sentence in each, they need room. */
  isWide?: boolean
  className?: string
}

/** One of a few, each with a picture: a theme, a layout, who may join. */
export function RadioCards<T extends string>(props: RadioCardsProps<T>) {
  const { label, isLabelHidden = false, value, options, onValueChange, isWide = false, className } = props
  const name = useId()
  return (
    <fieldset className={className}>
      <legend className={isLabelHidden ? 'sr-only' : 'mb-2 text-sm font-semibold'}>{label}</legend>
      <div
        className={clsx(
          'grid gap-3',
          isWide
            ? 'grid-cols-[repeat(auto-fit,minmax(min(15rem,100%),1fr))]'
            : 'grid-cols-[repeat(auto-fit,minmax(6.25rem,1fr))]',
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              'relative flex flex-col gap-2 rounded-md border border-line bg-raised p-2.5 transition-colors hover:border-line-strong',
              'has-checked:border-accent has-checked:ring-1 has-checked:ring-accent has-checked:ring-inset',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
            )}
          >
            {option.picture && (
              <span aria-hidden="true" className="block overflow-hidden rounded-sm">
                {option.picture}
              </span>
            )}
            <span className="flex items-start gap-2">
              <input
                type="radio"
                name={name}
                value={option.value}
                checked={value === option.value}
                onChange={() => onValueChange(option.value)}
                className="mt-px size-5 shrink-0 appearance-none rounded-full border-[1.5px] border-line-strong bg-raised transition-[border] outline-none checked:border-[6px] checked:border-accent"
              />
              <span className="flex min-w-0 flex-col">
                <span className="font-medium">{option.label}</span>
                {option.hint && <span className="text-sm text-muted">{option.hint}</span>}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
