import clsx from 'clsx'
import { Check } from 'lucide-react'

interface SelectBoxProps {
  label: string
  isChecked: boolean
  onToggle: (isRange: boolean) => void
  className?: string
}

/** Chooses one of a list by the pointer; its keys are those of the list. */
export function SelectBox({ label, isChecked, onToggle, className }: SelectBoxProps) {
  return (
    <span className={clsx('relative inline-flex size-6 items-center justify-center', className)}>
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={label}
        checked={isChecked}
        onChange={(event) => onToggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        className="peer size-5 appearance-none rounded-full border-[1.5px] border-line-strong bg-raised transition-colors after:absolute after:-inset-2 checked:border-accent checked:bg-accent"
      />
      <Check
        aria-hidden="true"
        strokeWidth={3}
        className="pointer-events-none absolute inset-0 m-auto size-3.5 text-on-accent opacity-0 peer-checked:opacity-100"
      />
    </span>
  )
}
