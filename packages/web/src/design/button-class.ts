import clsx from 'clsx'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'
export type ButtonSize = 'md' | 'sm'

const looks: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line bg-raised text-ink hover:bg-hover active:bg-pressed',
  ghost: 'text-ink hover:bg-hover active:bg-pressed',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover',
}

const sizes: Record<ButtonSize, string> = {
  md: 'h-control gap-2 px-4 text-base rounded-md',
  // The target reaches 44 px for fingers without moving what surrounds it.
  sm: 'relative h-control-small gap-1.5 px-3 text-sm rounded-sm pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-1',
}

/** The look of a button, for links that act like one. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md', className?: string): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center font-semibold whitespace-nowrap select-none',
    'transition-[background-color,transform,opacity] active:scale-[0.98]',
    'disabled:pointer-events-none disabled:opacity-50 not-aria-busy:aria-disabled:opacity-50 aria-busy:cursor-progress aria-busy:opacity-80',
    '[&>svg]:size-[1.125em] [&>svg]:shrink-0',
    looks[variant],
    sizes[size],
    className,
  )
}
