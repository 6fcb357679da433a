import clsx from 'clsx'
import { initials } from './face-hue.ts'

export type ProjectFaceProps = {
  name: string
  /** The name of a colour of projects. */
  color: string
  size?: 'xs' | 'sm' | 'md' | 'lg'
  className?: string
}

const sizes = {
  xs: 'size-5 text-[0.5625rem]',
  sm: 'size-7 text-xs',
  md: 'size-9 text-sm',
  lg: 'size-14 text-xl',
}

/** A project as small as an icon: its letters on its colour. */
export function ProjectFace({ name, color, size = 'md', className }: ProjectFaceProps) {
  return (
    <span
      data-project={color}
      aria-hidden="true"
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-[28%] bg-project-soft leading-none font-bold text-on-project-soft select-none',
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
