import clsx from 'clsx'

/** Keys pressed together, as they are printed: `['Ctrl', 'K']`. */
export function Kbd({ keys, isOnInk = false }: { keys: readonly string[]; isOnInk?: boolean }) {
  return (
    <kbd dir="ltr" className="inline-flex shrink-0 gap-0.5 font-sans">
      {keys.map((key) => (
        <kbd
          key={key}
          className={clsx(
            'inline-flex h-5 min-w-5 items-center justify-center rounded-[0.3125rem] px-1 font-sans text-xs font-medium',
            isOnInk ? 'bg-on-ink/20 text-on-ink' : 'border border-line bg-sunken text-muted',
          )}
        >
          {key}
        </kbd>
      ))}
    </kbd>
  )
}
