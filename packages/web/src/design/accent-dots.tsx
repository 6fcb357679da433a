import { Check } from 'lucide-react'
import { useId } from 'react'
import { type Accent, accents } from './appearance.ts'

export type AccentDotsProps = {
  label: string
  value: Accent
  names: Record<Accent, string>
  onValueChange: (accent: Accent) => void
}

export function AccentDots({ label, value, names, onValueChange }: AccentDotsProps) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-3">
        {accents.map((accent) => (
          <label key={accent} data-accent={accent} title={names[accent]} className="relative inline-flex">
            <input
              type="radio"
              name={name}
              aria-label={names[accent]}
              checked={accent === value}
              onChange={() => onValueChange(accent)}
              className="peer size-9 appearance-none rounded-full bg-accent outline-offset-2 checked:ring-2 checked:ring-ink checked:ring-offset-2 checked:ring-offset-paper pointer-coarse:size-11"
            />
            <Check
              aria-hidden="true"
              strokeWidth={3}
              className="pointer-events-none absolute inset-0 m-auto size-4 text-on-accent opacity-0 peer-checked:opacity-100"
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
