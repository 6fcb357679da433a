import { wordForMany } from '@kith/protocol/mention-all.ts'
import { namesIn } from '@kith/protocol/mention-names.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { createContext, Fragment, useContext } from 'react'
import type { ReactNode } from 'react'
import { showCircle } from '../../live/circle-card.ts'

/** What in a message stands for many. */
export type NamedMany = Pick<Message, 'isToAll' | 'isToHere' | 'circles'>

export interface MentionedPeople {
  people: Message['mentions']
  many: NamedMany | null
  /** Whose own name stands out. */
  myId: string
}

/** Who is named in the text that is drawn. */
export const MentionsContext = createContext<MentionedPeople>({ people: [], many: null, myId: '' })

/** Whether anything in these texts stands for somebody. */
export function isNaming({ people, many }: MentionedPeople): boolean {
  return people.length > 0 || (many !== null && (many.isToAll || many.isToHere || many.circles.length > 0))
}

const chip = 'rounded-[0.3em] px-[0.2em] font-semibold'

/** Text in which names that stand for somebody lead to them, under the name that they have now. */
export function MentioningText({ text }: { text: string }): ReactNode {
  const named = useContext(MentionsContext)
  if (!isNaming(named)) return text
  const parts: ReactNode[] = []
  let end = 0
  for (const { from, to, key } of namesIn(text)) {
    const shown = shownName(key, named)
    if (shown === null) continue
    parts.push(text.slice(end, from), <Fragment key={from}>{shown}</Fragment>)
    end = to
  }
  return [...parts, text.slice(end)]
}

function shownName(key: string, { people, many, myId }: MentionedPeople): ReactNode {
  const person = people.find(({ writtenAs }) => writtenAs === key)
  if (person !== undefined) {
    // Of a deleted account nothing is left but what was written.
    if (person.username === '') return null
    return (
      <Link
        to="/people/$username"
        params={{ username: person.username }}
        title={`@${person.username}`}
        className={clsx(
          chip,
          'text-accent-text hover:underline',
          person.id === myId && 'bg-accent-soft text-on-accent-soft!',
        )}
      >
        @<bdi>{person.displayName || person.username}</bdi>
      </Link>
    )
  }
  const word = wordForMany(key)
  if ((word === 'all' && many?.isToAll === true) || (word === 'here' && many?.isToHere === true)) {
    return <span className={clsx(chip, 'bg-accent-soft text-on-accent-soft')}>@{key}</span>
  }
  const circle = many?.circles.find(({ writtenAs }) => writtenAs === key)
  if (circle === undefined) return null
  return (
    <button
      type="button"
      title={`@${circle.handle}`}
      onClick={() => showCircle(circle.id)}
      className={clsx(chip, 'bg-accent-soft text-on-accent-soft hover:underline')}
    >
      @<bdi>{circle.title}</bdi>
    </button>
  )
}
