import clsx from 'clsx'
import { Spinner } from '../../design/spinner.tsx'
import type { Entry } from './entry.ts'

type SwitcherRowProps = {
  id: string
  entry: Entry
  isActive: boolean
  isOpening: boolean
  onPoint: () => void
  onOpen: () => void
}

/** The keys stay in the field above; this is what they choose from. */
export function SwitcherRow({ id, entry, isActive, isOpening, onPoint, onOpen }: SwitcherRowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      id={id}
      aria-selected={isActive}
      tabIndex={-1}
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onOpen}
      className={clsx(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5',
        isActive && 'bg-accent-soft text-on-accent-soft',
      )}
    >
      {entry.picture}
      <span className="flex min-w-0 grow items-baseline gap-2">
        <bdi className="max-w-full shrink-0 truncate font-medium">{entry.label}</bdi>
        {entry.detail !== undefined && (
          <bdi className={clsx('min-w-0 truncate text-sm', isActive ? 'text-on-accent-soft' : 'text-muted')}>
            {entry.detail}
          </bdi>
        )}
      </span>
      {isOpening ? (
        <Spinner />
      ) : (
        entry.verb !== undefined && <span className="text-sm font-semibold">{entry.verb}</span>
      )}
    </div>
  )
}
