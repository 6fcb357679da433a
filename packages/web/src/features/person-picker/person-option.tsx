import type { UserCard } from '@kith/protocol/users.ts'
import clsx from 'clsx'
import { Check } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { Spinner } from '../../design/spinner.tsx'
import { usePresence } from '../../live/watch.ts'

type PersonOptionProps = {
  id: string
  person: UserCard
  isActive: boolean
  isChosen: boolean
  isBusy: boolean
  onPoint: () => void
  onPick: () => void
}

/** Somebody whom one may pick. The keys stay in the field above the list. */
export function PersonOption({ id, person, isActive, isChosen, isBusy, onPoint, onPick }: PersonOptionProps) {
  const presence = usePresence(person.id)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      id={id}
      aria-selected={isChosen}
      tabIndex={-1}
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={clsx('flex min-h-11 items-center gap-3 rounded-md px-2 py-1.5', isActive && 'bg-hover')}
    >
      <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="md" presence={presence} />
      <span className="flex min-w-0 grow flex-col">
        <bdi className="truncate font-medium">{person.displayName}</bdi>
        <bdi className="truncate text-sm text-muted">@{person.username}</bdi>
      </span>
      {isBusy && <Spinner className="text-muted" />}
      {isChosen && (
        <Check
          aria-hidden="true"
          strokeWidth={2.5}
          className="size-5 shrink-0 rounded-full bg-accent p-0.5 text-on-accent"
        />
      )}
    </div>
  )
}
