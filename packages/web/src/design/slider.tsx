import { useId } from 'react'

export type SliderProps = {
  label: string
  value: number
  min: number
  max: number
  step: number
  onValueChange: (value: number) => void
}

/** A value between two ends, for hand and keyboard. */
export function Slider({ label, value, min, max, step, onValueChange }: SliderProps) {
  const id = useId()
  return (
    <div className="flex grow items-center gap-3">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(event) => onValueChange(event.currentTarget.valueAsNumber)}
        className="h-control min-w-0 grow accent-accent"
      />
    </div>
  )
}
