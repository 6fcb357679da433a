import type { Circle } from '@kith/protocol/circles.ts'
import { mayMentionAll } from '@kith/protocol/mention-all.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { Megaphone, Radio, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { CompletionList } from '../../design/completion-list.tsx'
import type { CompletionControl, CompletionOption } from '../../design/completion-list.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'

const SHOWN = 8
/** Before a letter is written, so that circles and words are seen below them. */
const SHOWN_AT_FIRST = 4

interface MentionCompletionsProps {
  conversationId: string
  q: string
  control: CompletionControl
  /** Whether the message is new: an edit names nobody but people. */
  isNew: boolean
}

/** Whom the name that is being written may mean: members, circles, everybody, whoever is here. */
export function MentionCompletions({ conversationId, q, control, isNew }: MentionCompletionsProps) {
  const { mentioning: t } = useMoreWords()
  const myId = useKith((state) => state.me?.id)
  const entry = useKith((state) => state.conversations.get(conversationId))
  const found = useAnswer(
    `${conversationId} ${q}`,
    (signal) => {
      const wanted = { conversationId, q, limit: SHOWN }
      return client.api.call('GET /api/conversations/:conversationId/mentionable', wanted, { signal })
    },
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  // What is known answers other letters until the new answer is here: only what still fits is offered.
  const begins = (...names: readonly string[]): boolean =>
    names.some((name) =>
      [name, ...name.split(/[\s-]+/u)].some((word) => word.toLowerCase().startsWith(q.toLowerCase())),
    )
  const people = (found.value?.people ?? [])
    .filter((person) => person.id !== myId && begins(person.username, person.displayName))
    .slice(0, q === '' ? SHOWN_AT_FIRST : SHOWN)
  const circles = (isNew ? (found.value?.circles ?? []) : [])
    // Those of which nobody is here are for who asks for them.
    .filter(({ handle, title, reach }) => (q === '' ? reach > 0 : begins(handle, title)))
  const mayAll = isNew && entry !== undefined && mayMentionAll(entry, entry.role)
  const words: CompletionOption[] = mayAll
    ? [
        wordOption('all', <Megaphone />, t.everybody, t.people(entry.memberCount - 1)),
        ...(found.value === undefined ? [] : [wordOption('here', <Radio />, t.whoIsHere, t.people(found.value.here))]),
      ].filter(({ key, label }) => begins(key, label))
    : []
  const options = [
    ...people.map(personOption),
    ...circles.map((circle) => circleOption(circle, t.people(circle.reach))),
    ...words,
  ]
  return <CompletionList control={control} options={options} label={t.list} found={t.found(options.length)} />
}

function personOption({ id, displayName, username, avatarUrl }: UserCard): CompletionOption {
  const face = <Avatar id={id} name={displayName} src={avatarUrl} size="sm" />
  return { key: id, text: `@${username}`, face, label: displayName, detail: `@${username}` }
}

function circleOption({ id, handle, title }: Circle, people: string): CompletionOption {
  return {
    key: id,
    text: `@${handle}`,
    face: <Face icon={<UsersRound />} />,
    label: title,
    detail: `@${handle} · ${people}`,
  }
}

function wordOption(word: string, icon: ReactNode, label: string, people: string): CompletionOption {
  return { key: word, text: `@${word}`, face: <Face icon={icon} />, label, detail: `@${word} · ${people}` }
}

function Face({ icon }: { icon: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-on-accent-soft [&_svg]:size-4.5"
    >
      {icon}
    </span>
  )
}
