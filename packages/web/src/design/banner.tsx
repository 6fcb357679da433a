import clsx from 'clsx'
import type { ReactNode } from 'react'

export type BannerProps = {
  tone?: 'quiet' | 'positive' | 'warning' | 'danger'
  icon?: ReactNode
  action?: ReactNode
  className?: string
  children: ReactNode
}

const looks = {
  quiet: 'bg-pressed text-ink',
  positive: 'bg-positive-soft text-positive-text',
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
}

/** One line across a pane: the connection's state, an archived project. Read aloud when it changes. */
export function Banner({ tone = 'quiet', icon, action, className, children }: BannerProps) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={clsx('flex min-h-9 items-center gap-2.5 px-4 py-2 text-sm font-medium', looks[tone], className)}
    >
      {icon && <span className="flex shrink-0 [&>svg]:size-4.5">{icon}</span>}
      <span className="min-w-0 grow">{children}</span>
      {action}
    </div>
  )
}
