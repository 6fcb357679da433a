import type { UserCard } from '@kith/protocol/users.ts'
import { useId, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'
import { insert } from './composer-keys.ts'

const SHOWN = 8
const nobody: readonly UserCard[] = []
/** The beginning of a name right before the caret. */
const begun = /(?:^|[^\w.@/\\+-])@([\w.]{0,30})$/

export interface MentionChoice {
  id: string
  people: readonly UserCard[]
  active: UserCard | undefined
  pick: (person: UserCard) => void
  point: (person: UserCard) => void
  /** To be called whenever the text or the caret moved. */
  look: () => void
  /** True when the key meant the list. */
  takesKey: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean
}

interface Begun {
  /** Where the @ stands. */
  from: number
  q: string
}

/** The members of a conversation whose names begin like what is written after an @. */
export function useMentionChoice(conversationId: string, field: RefObject<HTMLTextAreaElement | null>): MentionChoice {
  const id = useId()
  const [at, setAt] = useState<Begun | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  /** Where somebody pressed Escape: there it is not offered again. */
  const [closedAt, setClosedAt] = useState<number | null>(null)
  const myId = useKith((state) => state.me?.id)
  const isOpen = at !== null && at.from !== closedAt
  const q = isOpen ? at.q : null
  const found = useAnswer(
    q === null ? '' : `${conversationId} ${q}`,
    async (signal) => {
      if (q === null) return { q, people: nobody }
      const wanted = { conversationId, q, limit: SHOWN + 1 }
      const page = await client.api.call('GET /api/conversations/:conversationId/members', wanted, { signal })
      return { q, people: page.items.map(({ user }) => user) }
    },
    q === null || q === '' ? 0 : TYPING_PAUSE_MS,
  )
  // What is known answers other letters until the new answer is here: only who still fits is offered.
  const fits = ({ username, displayName }: UserCard): boolean =>
    [username, displayName, ...displayName.split(/[\s-]+/u)].some((word) =>
      word.toLowerCase().startsWith((q ?? '').toLowerCase()),
    )
  const known = q === null || found.value?.q === null ? nobody : (found.value?.people ?? nobody)
  const people = known.filter((person) => person.id !== myId && fits(person)).slice(0, SHOWN)
  const active = people.find((person) => person.id === activeId) ?? people[0]

  function look(): void {
    const { current } = field
    if (current === null) return
    const { selectionStart: start, selectionEnd: end, value } = current
    const match = start === end ? begun.exec(value.slice(Math.max(0, start - 40), start)) : null
    const written = match?.[1]
    const from = written === undefined ? null : start - written.length - 1
    if (from !== closedAt) setClosedAt(null)
    setAt(from === null || written === undefined ? null : { from, q: written })
  }

  function pick(person: UserCard): void {
    const { current } = field
    if (current === null || at === null) return
    current.setSelectionRange(at.from, current.selectionStart)
    insert(current, `@${person.username} `)
    setAt(null)
    setActiveId(null)
  }

  function takesKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (people.length === 0 || active === undefined || event.nativeEvent.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      const next = people[(people.indexOf(active) + step + people.length) % people.length]
      setActiveId(next?.id ?? null)
      if (next !== undefined) document.getElementById(`${id}-${next.id}`)?.scrollIntoView({ block: 'nearest' })
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      pick(active)
    } else if (event.key === 'Escape') {
      setClosedAt(at?.from ?? null)
    } else return false
    event.preventDefault()
    return true
  }

  return { id, people, active, pick, point: (person) => setActiveId(person.id), look, takesKey }
}
