import type { UserCard } from '@kith/protocol/users.ts'
import { Avatar } from '../../design/avatar.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useWriteTo } from '../../live/use-write-to.ts'
import { useWords } from '../../words/words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'

interface PeopleFoundProps {
  query: string
  hasChats: boolean
  onLeave: () => void
}

/** People whose name begins like what was typed: to write to them is one press away. */
export function PeopleFound({ query, hasChats, onLeave }: PeopleFoundProps) {
  const { chats: t } = useWords()
  const report = useReport()
  const writeTo = useWriteTo()
  const { value: people } = useAnswer(query, (signal) => client.searchPeople(query, signal), TYPING_PAUSE_MS)

  async function write({ id, displayName }: UserCard): Promise<void> {
    try {
      await writeTo(id)
      onLeave()
    } catch (error) {
      report(displayName, error)
    }
  }

  if (people === undefined) return null
  if (people.length === 0) {
    if (hasChats) return null
    return <EmptyState illustration={<EmptyPicture name="search" />} title={t.nothing} text={t.nothingText(query)} />
  }
  return (
    <section aria-label={t.people} className="px-2">
      <h2 className="px-2.5 pt-4 pb-1 text-sm font-semibold text-muted">{t.people}</h2>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              onClick={() => void write(person)}
              className="flex w-full items-center gap-3 rounded-md px-2.5 py-row text-start hover:bg-hover"
            >
              <Avatar id={person.id} name={person.displayName} src={person.avatarUrl} size="md" />
              <span className="flex min-w-0 flex-col">
                <span dir="auto" className="truncate font-semibold">
                  {person.displayName}
                </span>
                <span className="truncate text-sm text-muted">@{person.username}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
