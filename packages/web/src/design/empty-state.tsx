import clsx from 'clsx'
import type { ReactNode } from 'react'

export type EmptyStateProps = {
  illustration?: ReactNode
  title: string
  /** What will be here. */
  text?: ReactNode
  /** The first step. */
  action?: ReactNode
  /** `h1` where it is all that the page shows. */
  heading?: 'h1' | 'h2'
  className?: string
}

export function EmptyState({ illustration, title, text, action, heading: Heading = 'h2', className }: EmptyStateProps) {
  return (
    <div className={clsx('motion-rise m-auto flex max-w-sm flex-col items-center px-6 py-10 text-center', className)}>
      {illustration && <div className="mb-5">{illustration}</div>}
      <Heading className="text-lg font-bold">{title}</Heading>
      {text && <p className="mt-1.5 text-pretty text-muted">{text}</p>}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
