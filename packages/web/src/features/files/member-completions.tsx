import type { UserCard } from '@kith/protocol/users.ts'
import { Avatar } from '../../design/avatar.tsx'
import { CompletionList } from '../../design/completion-list.tsx'
import type { CompletionControl, CompletionOption } from '../../design/completion-list.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useFileWords } from '../../words/file-words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'

const SHOWN = 6

interface MemberCompletionsProps {
  projectId: string
  q: string
  control: CompletionControl
}

/** Whom of the project the name that is being written may mean. */
export function MemberCompletions({ projectId, q, control }: MemberCompletionsProps) {
  const { filePreview } = useFileWords()
  const { comments: t } = filePreview
  const myId = useKith((state) => state.me?.id)
  const found = useAnswer(
    `${projectId} ${q}`,
    async (signal) =>
      (await client.api.call('GET /api/projects/:projectId/members', { projectId, q, limit: SHOWN + 1 }, { signal }))
        .items,
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  const begins = ({ username, displayName }: UserCard): boolean =>
    [username, displayName, ...displayName.split(/[\s-]+/u)].some((word) =>
      word.toLowerCase().startsWith(q.toLowerCase()),
    )
  // What is known answers other letters until the new answer is here: only what still fits is offered.
  const options = (found.value ?? [])
    .map(({ user }) => user)
    .filter((user) => user.id !== myId && begins(user))
    .slice(0, SHOWN)
    .map(optionOf)
  return <CompletionList control={control} options={options} label={t.people} found={t.found(options.length)} />
}

const optionOf = ({ id, displayName, username, avatarUrl }: UserCard): CompletionOption => ({
  key: id,
  text: `@${username}`,
  face: <Avatar id={id} name={displayName} src={avatarUrl} size="sm" />,
  label: displayName,
  detail: `@${username}`,
})
