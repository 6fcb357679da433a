import clsx from 'clsx'

export type ProjectBadgeProps = {
  /** Left out where the name stands beside it already. */
  name?: string
  /** The name of a colour of projects. */
  color: string
  /** Read aloud in place of the name. */
  label: string
  className?: string
}

/** Whose project something is: a dot in its colour and its name. */
export function ProjectBadge({ name, color, label, className }: ProjectBadgeProps) {
  return (
    <span
      data-project={color}
      title={label}
      className={clsx('inline-flex min-w-0 items-center gap-1.5 text-xs font-medium text-muted', className)}
    >
      <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-project" />
      <span className="sr-only">{label}</span>
      {name !== undefined && (
        <bdi aria-hidden="true" className="truncate">
          {name}
        </bdi>
      )}
    </span>
  )
}
