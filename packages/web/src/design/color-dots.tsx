import clsx from 'clsx'
import { Check } from 'lucide-react'
import { useId } from 'react'

export type ColorDotsProps<T extends string> = {
  label: string
  value: T
  options: readonly T[]
  names: Record<T, string>
  /** The attribute that gives a dot its colour, and the classes that draw with it. */
  paint: { attribute: 'data-accent' | 'data-project'; dot: string; tick: string }
  onValueChange: (value: T) => void
}

/** A choice among colours, one dot each. */
export function ColorDots<T extends string>({ label, value, options, names, paint, onValueChange }: ColorDotsProps<T>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-3">
        {options.map((option) => (
          <label key={option} {...{ [paint.attribute]: option }} title={names[option]} className="relative inline-flex">
            <input
              type="radio"
              name={name}
              aria-label={names[option]}
              checked={option === value}
              onChange={() => onValueChange(option)}
              className={clsx(
                'peer size-9 appearance-none rounded-full outline-offset-2 checked:ring-2 checked:ring-ink checked:ring-offset-2 checked:ring-offset-paper pointer-coarse:size-11',
                paint.dot,
              )}
            />
            <Check
              aria-hidden="true"
              strokeWidth={3}
              className={clsx(
                'pointer-events-none absolute inset-0 m-auto size-4 opacity-0 peer-checked:opacity-100',
                paint.tick,
              )}
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
