import clsx from 'clsx'
import { UserRound } from 'lucide-react'
import { useState } from 'react'
import { hueStyle, initials } from './face-hue.ts'

export type Presence = 'online' | 'away' | 'offline'

export type AvatarProps = {
  /** Decides the colour behind the initials. */
  id: string
  /** Empty for somebody of whom no name is left. */
  name: string
  src?: string | null
  size?: AvatarSize
  /** Projects and channels are square, people are round. */
  shape?: 'round' | 'square'
  presence?: Presence
  /** Give one only where no name stands beside; without it the picture is silent. */
  label?: string
  className?: string
}

export type AvatarSize = 'xs' | 'sm' | 'md' | 'lg' | 'xl' | '2xl' | 'row'

const sizes: Record<AvatarSize, string> = {
  xs: 'size-5 text-[0.5625rem]',
  sm: 'size-7 text-xs',
  md: 'size-9 text-sm',
  row: 'size-row-face text-base',
  lg: 'size-12 text-lg',
  xl: 'size-18 text-xl',
  '2xl': 'size-28 text-2xl',
}

const dots: Record<AvatarSize, string> = {
  xs: 'size-2',
  sm: 'size-2.5',
  md: 'size-3',
  row: 'size-3.5',
  lg: 'size-3.5',
  xl: 'size-4.5',
  '2xl': 'size-6',
}

/** An uploaded picture is kept in several sizes: the small ones are for faces beside a line of text. */
function fitting(src: string, size: AvatarSize): string {
  const isSmall = size === 'xs' || size === 'sm'
  return isSmall ? src.replace(/^(\/api\/avatars\/[\w-]+)\/256$/, '$1/64') : src
}

export function Avatar({ id, name, src, size = 'md', shape = 'round', presence, label, className }: AvatarProps) {
  const [failedSrc, setFailedSrc] = useState<string | null>(null)
  const rounding = shape === 'round' ? 'rounded-full' : 'rounded-[28%]'
  const isPicture = src && src !== failedSrc
  return (
    <span
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={clsx('relative inline-flex shrink-0 select-none', sizes[size], className)}
    >
      {isPicture ? (
        <img
          src={fitting(src, size)}
          alt=""
          draggable={false}
          decoding="async"
          onError={() => setFailedSrc(src)}
          className={clsx('size-full bg-skeleton object-cover', rounding)}
        />
      ) : name === '' ? (
        <span className={clsx('flex size-full items-center justify-center bg-pressed text-muted', rounding)}>
          <UserRound className="size-1/2" />
        </span>
      ) : (
        <span
          style={hueStyle(id)}
          className={clsx('face-tint flex size-full items-center justify-center leading-none font-semibold', rounding)}
        >
          {initials(name)}
        </span>
      )}
      {presence && presence !== 'offline' && (
        <span
          className={clsx(
            'absolute -end-0.5 -bottom-0.5 rounded-full border-2 border-paper',
            presence === 'online' ? 'bg-positive' : 'bg-warning',
            dots[size],
          )}
        />
      )}
    </span>
  )
}
