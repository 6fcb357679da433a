import type { Relation, UserCard } from '@kith/protocol/users.ts'
import { Search } from 'lucide-react'
import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWatch } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'
import { PersonChip } from './person-chip.tsx'
import { PersonOption } from './person-option.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'

type PersonPickerProps = {
  label: string
  /** Those picked so far, as chips; leave out where picking one is all that happens. */
  chosen?: readonly UserCard[]
  /** Picked, or when they were picked already, given up. */
  onToggle: (person: UserCard) => void
  /** Who is not offered: they are in it already. */
  isHidden?: (person: UserCard) => boolean
  busyId?: string | null
  error?: string
}

const nobody: readonly UserCard[] = []

/** Finds people while one types. The arrows choose, Enter picks, Backspace in the empty field takes the last one back. */
export function PersonPicker({ label, chosen = nobody, onToggle, isHidden, busyId, error }: PersonPickerProps) {
  const id = useId()
  const words = useWords()
  const { newConversation: t } = useMoreWords()
  const [text, setText] = useState('')
  const [activeId, setActiveId] = useState<string | null>(null)
  const q = text.trim()
  const found = useAnswer(q, (signal) => client.searchPeople(q, signal), q === '' ? 0 : TYPING_PAUSE_MS)
  const relations = useKith((state) => state.relations)
  const isFriend = ({ id: personId }: UserCard): boolean => relations.get(personId)?.friendship === 'friends'
  const people = friendsFirst(found.value, q === '' ? relations : null, isFriend).filter(
    (person) => isHidden?.(person) !== true,
  )
  const active = people.find((person) => person.id === activeId) ?? people[0]
  useWatch(people.map((person) => person.id))

  function pick(person: UserCard): void {
    onToggle(person)
    setText('')
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && people.length > 0) {
      event.preventDefault()
      const at = active === undefined ? -1 : people.indexOf(active)
      const next = people[(at + step + people.length) % people.length]
      setActiveId(next?.id ?? null)
      if (next !== undefined) document.getElementById(`${id}-${next.id}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      // What is shown still answers the former letters.
      if (active !== undefined && !found.isAsking) pick(active)
    }
    const last = chosen.at(-1)
    if (event.key === 'Backspace' && text === '' && last !== undefined) onToggle(last)
  }

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="w-fit text-sm font-semibold">
        {label}
      </label>
      <div className="flex max-h-32 flex-wrap items-center gap-1.5 overflow-y-auto rounded-md border border-line-strong bg-raised p-1.5 has-[input:focus-visible]:border-focus has-[input:focus-visible]:outline-1 has-[input:focus-visible]:outline-focus">
        {chosen.map((person) => (
          <PersonChip key={person.id} person={person} onRemove={() => onToggle(person)} />
        ))}
        <div className="flex min-w-32 grow items-center gap-2 ps-1">
          <Search aria-hidden="true" className="size-4.5 shrink-0 text-muted" />
          <input
            id={id}
            role="combobox"
            aria-expanded={people.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
            aria-autocomplete="list"
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error === undefined ? undefined : `${id}-error`}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            placeholder={t.search}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setActiveId(null)
            }}
            onKeyDown={onKeyDown}
            className="h-7 w-full min-w-0 bg-transparent outline-none pointer-coarse:h-8"
          />
        </div>
      </div>
      <div aria-live="polite" id={`${id}-error`} className="text-sm font-medium text-danger-text empty:hidden">
        {error}
      </div>
      <div className="-mx-2 h-70 overflow-y-auto overscroll-contain px-1 py-1" aria-busy={found.isAsking}>
        {found.value === undefined && found.error === null && <SkeletonList count={5} label={t.searching} />}
        <output className="block px-3 py-6 text-center text-muted empty:hidden">
          {found.value === undefined && found.error !== null && sentenceFor(found.error, words)}
          {found.value !== undefined && people.length === 0 && (q === '' ? t.alone : t.nobody)}
        </output>
        {/* No element of HTML shows faces in a list of options. */}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
        <div role="listbox" id={`${id}-list`} aria-label={t.results} aria-multiselectable={chosen !== nobody}>
          {people.map((person) => (
            <PersonOption
              key={person.id}
              id={`${id}-${person.id}`}
              person={person}
              isActive={person === active}
              isChosen={chosen.some((each) => each.id === person.id)}
              isBusy={person.id === busyId}
              onPoint={() => setActiveId(person.id)}
              onPick={() => pick(person)}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Friends stand first among those found; before anything is typed, all of them do. */
function friendsFirst(
  found: readonly UserCard[] | undefined,
  relations: ReadonlyMap<string, Relation> | null,
  isFriend: (person: UserCard) => boolean,
): readonly UserCard[] {
  const known = [...(relations?.values() ?? [])].map(({ user }) => user).filter(isFriend)
  const friends = relations === null ? (found ?? []).filter(isFriend) : known.toSorted(byName)
  return [...friends, ...(found ?? []).filter((person) => !isFriend(person))]
}

const byName = (a: UserCard, b: UserCard): number => a.displayName.localeCompare(b.displayName)
