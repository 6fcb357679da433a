import clsx from 'clsx'

export type ProgressProps = {
  /** From 0 to 1. */
  value: number
  label: string
  className?: string
}

/** How far long work has come: an upload, an export. */
export function Progress({ value, label, className }: ProgressProps) {
  return (
    <progress
      aria-label={label}
      value={value}
      max={1}
      className={clsx(
        'block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-pressed',
        '[&::-moz-progress-bar]:rounded-full [&::-moz-progress-bar]:bg-accent',
        '[&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent',
        '[&::-webkit-progress-value]:transition-[inline-size]',
        className,
      )}
    />
  )
}
