import type { UserCard } from '@kith/protocol/users.ts'
import clsx from 'clsx'
import { Avatar } from '../../design/avatar.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'
import type { MentionChoice } from './use-mention-choice.ts'

/** Who may be meant by the name that is being written, above the field; the field keeps the focus. */
export function MentionList({ choice }: { choice: MentionChoice }) {
  const { conversation: t } = useConversationWords()
  const { id, people, active, pick, point } = choice
  return (
    <>
      <output className="sr-only">{people.length > 0 ? t.peopleFound(people.length) : ''}</output>
      {people.length > 0 && (
        <div
          // No element of HTML shows faces in a list of options.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="listbox"
          id={id}
          aria-label={t.people}
          className="motion-pop absolute start-0 bottom-full z-20 mb-2 max-h-64 w-72 max-w-full overflow-y-auto rounded-md bg-raised p-1 shadow-float"
        >
          {people.map((person) => (
            <Option
              key={person.id}
              id={`${id}-${person.id}`}
              person={person}
              isActive={person === active}
              onPick={() => pick(person)}
              onPoint={() => point(person)}
            />
          ))}
        </div>
      )}
    </>
  )
}

interface OptionProps {
  id: string
  person: UserCard
  isActive: boolean
  onPick: () => void
  onPoint: () => void
}

function Option({ id, person, isActive, onPick, onPoint }: OptionProps) {
  return (
    // The field has the focus and the keys; this is for the pointer.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      // Before the field could lose the focus.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      onPointerMove={onPoint}
      className={clsx(
        'flex min-h-10 cursor-pointer items-center gap-2.5 rounded-sm px-2 pointer-coarse:min-h-11',
        isActive && 'bg-hover',
      )}
    >
      <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="sm" />
      <span className="min-w-0 truncate font-medium">
        <bdi>{person.displayName}</bdi>
      </span>
      <span className="ms-auto shrink-0 text-sm text-muted">@{person.username}</span>
    </div>
  )
}
