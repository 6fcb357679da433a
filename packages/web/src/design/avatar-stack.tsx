import clsx from 'clsx'
import { Avatar, type AvatarSize } from './avatar.tsx'

export type AvatarStackProps = {
  people: readonly { id: string; name: string; src?: string | null }[]
  /** How many faces are shown before the rest becomes a number. */
  max?: number
  size?: Extract<AvatarSize, 'xs' | 'sm' | 'md'>
  /** All of them in one sentence, read aloud. */
  label: string
  className?: string
}

const overlaps = { xs: '-ms-1.5', sm: '-ms-2', md: '-ms-2.5' }
const rests = { xs: 'h-5 min-w-5 px-1', sm: 'h-7 min-w-7 px-1.5', md: 'h-9 min-w-9 px-2' }

export function AvatarStack({ people, max = 4, size = 'sm', label, className }: AvatarStackProps) {
  const shown = people.slice(0, max)
  const restCount = people.length - shown.length
  return (
    <span className={clsx('inline-flex items-center', className)}>
      <span className="sr-only">{label}</span>
      {shown.map((person, index) => (
        <Avatar
          key={person.id}
          {...person}
          size={size}
          className={clsx('rounded-full ring-2 ring-paper', index > 0 && overlaps[size])}
        />
      ))}
      {restCount > 0 && (
        <span
          aria-hidden="true"
          dir="ltr"
          className={clsx(
            'relative inline-flex items-center justify-center rounded-full bg-pressed text-xs font-semibold text-ink ring-2 ring-paper',
            overlaps[size],
            rests[size],
          )}
        >
          +{restCount}
        </span>
      )}
    </span>
  )
}
