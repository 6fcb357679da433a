import clsx from 'clsx'
import type { ComponentProps, ReactNode } from 'react'
import { Tooltip, type TooltipSide } from './tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** Read aloud and shown as the tooltip. */
  label: string
  icon: ReactNode
  shortcut?: readonly string[]
  variant?: 'ghost' | 'solid' | 'accent'
  size?: 'md' | 'sm'
  side?: TooltipSide
  isPressed?: boolean
  hasTooltip?: boolean
}

const looks = {
  ghost:
    'text-muted hover:bg-hover hover:text-ink active:bg-pressed aria-pressed:bg-accent-soft aria-pressed:text-on-accent-soft',
  solid: 'border border-line bg-raised text-ink shadow-raised hover:bg-hover',
  accent: 'bg-accent text-on-accent hover:bg-accent-hover',
}

export function IconButton({
  label,
  icon,
  shortcut,
  variant = 'ghost',
  size = 'md',
  side,
  isPressed,
  hasTooltip = true,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type
      type={type}
      aria-label={label}
      aria-pressed={isPressed}
      className={clsx(
        'relative inline-flex shrink-0 items-center justify-center rounded-md transition-[background-color,color,transform]',
        'active:scale-95 disabled:pointer-events-none disabled:opacity-40 data-[state=open]:bg-hover data-[state=open]:text-ink',
        // The target reaches 44 px for fingers without moving what surrounds it.
        'pointer-coarse:after:absolute pointer-coarse:after:size-11',
        size === 'md' ? 'size-control [&>svg]:size-5' : 'size-control-small [&>svg]:size-4',
        looks[variant],
        className,
      )}
    >
      {icon}
    </button>
  )
  if (!hasTooltip) return button
  return (
    <Tooltip label={label} shortcut={shortcut} side={side} isAlreadyNamed>
      {button}
    </Tooltip>
  )
}
