import { namesIn } from '@kith/protocol/mention-names.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { createContext, useContext } from 'react'
import type { ReactNode } from 'react'

export interface MentionedPeople {
  people: Message['mentions']
  /** Whose own name stands out. */
  myId: string
}

/** Who is named in the text that is drawn. */
export const MentionsContext = createContext<MentionedPeople>({ people: [], myId: '' })

/** Text in which names that stand for somebody lead to them, under the name that they have now. */
export function MentioningText({ text }: { text: string }): ReactNode {
  const { people, myId } = useContext(MentionsContext)
  if (people.length === 0) return text
  const parts: ReactNode[] = []
  let end = 0
  for (const { from, to, key } of namesIn(text)) {
    const person = people.find(({ writtenAs }) => writtenAs === key)
    // Of a deleted account nothing is left but what was written.
    if (person === undefined || person.username === '') continue
    parts.push(text.slice(end, from))
    parts.push(
      <Link
        key={from}
        to="/people/$username"
        params={{ username: person.username }}
        title={`@${person.username}`}
        className={clsx(
          'rounded-[0.3em] px-[0.2em] font-semibold text-accent-text hover:underline',
          person.id === myId && 'bg-accent-soft text-on-accent-soft!',
        )}
      >
        @<bdi>{person.displayName || person.username}</bdi>
      </Link>,
    )
    end = to
  }
  return [...parts, text.slice(end)]
}
