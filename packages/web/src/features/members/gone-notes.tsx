import type { UserCard } from '@kith/protocol/users.ts'
import { Avatar } from '../../design/avatar.tsx'
import { personName } from '../../live/naming.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** A conversation with somebody whose account was deleted. */
export function GoneNotes({ person }: { person: UserCard }) {
  const { members: t } = useMoreWords()
  return (
    <div className="flex flex-col items-center text-center">
      <Avatar id={person.id} name={person.displayName} size="2xl" />
      <h3 className="mt-4 text-2xl font-bold">{personName(person)}</h3>
      <p className="mt-2 text-pretty text-muted">{t.goneText}</p>
    </div>
  )
}
