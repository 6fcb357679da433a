/* The door of this feature: what may be meant by the word that is being written about posts. */
import type { UserCard } from '@kith/protocol/users.ts'
import { Hash } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { CompletionList } from '../../design/completion-list.tsx'
import type { CompletionControl, CompletionOption } from '../../design/completion-list.tsx'
import { client } from '../../live/client.ts'
import type { Completion } from '../../live/use-completion.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'

const SHOWN = 6

interface PostCompletionsProps {
  completion: Completion
  isBelow?: boolean
}

/** People after @, and in captions hashtags after #. */
export function PostCompletions({ completion: { begun, control }, isBelow = false }: PostCompletionsProps) {
  if (begun?.kind === 'mention') return <PeopleCompletions q={begun.q} control={control} isBelow={isBelow} />
  if (begun?.kind === 'tag') return <TagCompletions q={begun.q} control={control} isBelow={isBelow} />
  return null
}

interface OneKindProps {
  q: string
  control: CompletionControl
  isBelow: boolean
}

function PeopleCompletions({ q, control, isBelow }: OneKindProps) {
  const { posting: t } = usePostingWords()
  const found = useAnswer(q, (signal) => client.searchPeople(q, signal), q === '' ? 0 : TYPING_PAUSE_MS)
  // What is known answers other letters until the new answer is here: only what still fits is offered.
  const begins = ({ username, displayName }: UserCard): boolean =>
    [username, displayName, ...displayName.split(/[\s-]+/u)].some((word) =>
      word.toLowerCase().startsWith(q.toLowerCase()),
    )
  const options = (found.value ?? []).filter(begins).slice(0, SHOWN).map(personOption)
  const said = t.peopleFound(options.length)
  return <CompletionList control={control} options={options} label={t.people} found={said} isBelow={isBelow} />
}

const personOption = ({ id, displayName, username, avatarUrl }: UserCard): CompletionOption => ({
  key: id,
  text: `@${username}`,
  face: <Avatar id={id} name={displayName} src={avatarUrl} size="sm" />,
  label: displayName,
  detail: `@${username}`,
})

function TagCompletions({ q, control, isBelow }: OneKindProps) {
  const { posting: t } = usePostingWords()
  const found = useAnswer(
    q,
    async (signal) => (await client.api.call('GET /api/tags', { q }, { signal })).items,
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  const options = (found.value ?? [])
    .filter(({ tag }) => tag.startsWith(q.toLowerCase()))
    .slice(0, SHOWN)
    .map(({ tag, count }): CompletionOption => ({
      key: tag,
      text: `#${tag}`,
      face: <Hash aria-hidden="true" className="size-4.5 shrink-0 text-muted" />,
      label: tag,
      detail: t.tagUses(count),
    }))
  const said = t.tagsFound(options.length)
  return <CompletionList control={control} options={options} label={t.tags} found={said} isBelow={isBelow} />
}
