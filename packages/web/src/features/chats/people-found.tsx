import type { UserCard } from '@kith/protocol/users.ts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useWords } from '../../words/words.ts'

const PAUSE_MS = 120

interface PeopleFoundProps {
  query: string
  hasChats: boolean
  onLeave: () => void
}

/** People whose name begins like what was typed: to write to them is one press away. */
export function PeopleFound({ query, hasChats, onLeave }: PeopleFoundProps) {
  const { chats: t } = useWords()
  const navigate = useNavigate()
  const report = useReport()
  const [people, setPeople] = useState<readonly UserCard[] | null>(null)

  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(() => {
      client.searchPeople(query, stop.signal).then(setPeople, () => setPeople(null))
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [query])

  async function write({ id, displayName }: UserCard): Promise<void> {
    try {
      const { id: conversationId } = await client.directWith(id)
      onLeave()
      await navigate({ to: '/chats/$conversationId', params: { conversationId } })
    } catch (error) {
      report(displayName, error)
    }
  }

  if (people === null) return null
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
