import clsx from 'clsx'

/** Two people, one bond: it holds them both, and it smiles. */
export function LogoMark({ className, label }: { className?: string; label?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      fill="none"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={clsx('shrink-0', className ?? 'size-8')}
    >
      <LogoShapes />
    </svg>
  )
}

function LogoShapes() {
  return (
    <>
      <g className="fill-accent">
        <circle cx="8.5" cy="7.5" r="4.5" />
        <circle cx="8.5" cy="17" r="2.5" />
      </g>
      <g className="fill-ink">
        <circle cx="23.5" cy="7.5" r="4.5" />
        <circle cx="23.5" cy="17" r="2.5" />
      </g>
      <path d="M8.5 17v2.5a7.5 7.5 0 0 0 7.5 7.5" className="stroke-accent" strokeWidth="5" />
      <path d="M23.5 17v2.5A7.5 7.5 0 0 1 16 27" className="stroke-ink" strokeWidth="5" />
    </>
  )
}

export function Wordmark({ className, name = 'Kith' }: { className?: string; name?: string }) {
  return (
    <span
      className={clsx('inline-flex items-center gap-[0.4em] font-extrabold tracking-[-0.03em]', className ?? 'text-xl')}
    >
      <LogoMark className="size-[1.35em]" />
      <span className="leading-none">{name}</span>
    </span>
  )
}
