import { wordForMany } from '@kith/protocol/mention-all.ts'
import { namesIn } from '@kith/protocol/mention-names.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { tagsAt } from '@kith/protocol/tags.ts'
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
  /** Whether hashtags lead to what else has them. */
  hasTags?: true
}

/** Where no name leads anywhere. */
export const nobody: MentionedPeople = { people: [], many: null, myId: '' }

/** Who is named in the text that is drawn. */
export const MentionsContext = createContext<MentionedPeople>(nobody)

/** Whether anything in these texts stands for somebody, or leads somewhere. */
export function isNaming({ people, many, hasTags }: MentionedPeople): boolean {
  return (
    hasTags === true ||
    people.length > 0 ||
    (many !== null && (many.isToAll || many.isToHere || many.circles.length > 0))
  )
}

const chip = 'rounded-[0.3em] px-[0.2em] font-semibold'

/** Text in which names that stand for somebody lead to them, under the name that they have now. */
export function MentioningText({ text }: { text: string }): ReactNode {
  const named = useContext(MentionsContext)
  if (!isNaming(named)) return text
  const parts: ReactNode[] = []
  let end = 0
  for (const { from, to, shown } of shownIn(text, named)) {
    parts.push(text.slice(end, from), <Fragment key={from}>{shown}</Fragment>)
    end = to
  }
  return [...parts, text.slice(end)]
}

interface ShownAt {
  from: number
  to: number
  shown: ReactNode
}

function shownIn(text: string, named: MentionedPeople): ShownAt[] {
  const names = namesIn(text).map(({ from, to, key }) => ({ from, to, shown: shownName(key, named) }))
  const known = names.filter(({ shown }) => shown !== null)
  if (named.hasTags !== true) return known
  const tags = tagsAt(text).map(({ from, to, key }) => ({
    from,
    to,
    shown: (
      <Link to="/tags/$tag" params={{ tag: key }} className="font-medium text-accent-text hover:underline">
        <bdi>{text.slice(from, to)}</bdi>
      </Link>
    ),
  }))
  return [...known, ...tags].toSorted((a, b) => a.from - b.from)
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
