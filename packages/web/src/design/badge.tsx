import clsx from 'clsx'

export type BadgeProps = {
  /** Nothing is drawn for 0; above 999 it reads 999+. */
  count: number
  tone?: 'accent' | 'quiet'
  /** Read aloud in place of the bare number. */
  label?: string
  className?: string
}

export function Badge({ count, tone = 'accent', label, className }: BadgeProps) {
  if (count <= 0) return null
  return (
    <span
      className={clsx(
        'inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full px-1.5 text-xs font-bold tabular-nums',
        tone === 'accent' ? 'bg-accent text-on-accent' : 'bg-pressed text-ink',
        className,
      )}
    >
      <span dir="ltr" aria-hidden={label ? true : undefined}>
        {count > 999 ? '999+' : count}
      </span>
      {label && <span className="sr-only">{label}</span>}
    </span>
  )
}
