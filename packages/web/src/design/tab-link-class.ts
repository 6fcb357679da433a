import clsx from 'clsx'

/** The look of a link to one of several parts that stand side by side. */
export function tabLinkClass(isShown: boolean, className?: string): string {
  return clsx(
    'relative flex h-9 shrink-0 items-center gap-1.5 rounded-sm px-2 text-sm font-semibold outline-offset-[-2px] transition-colors pointer-coarse:h-11',
    'after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full',
    isShown ? 'text-ink after:bg-accent' : 'text-muted hover:text-ink',
    className,
  )
}
