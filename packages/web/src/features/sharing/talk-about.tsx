import { limits } from '@kith/protocol/limits.ts'
import type { Post } from '@kith/protocol/posts.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'

/** Of a talk, not of an assembly: whom else to ask, one adds by hand. */
const ASKED_MAX = 50

interface TalkAboutProps {
  post: Post
  onClose: () => void
}

/** A new group of those who said something about a post, with the post in it. */
export function TalkAbout({ post, onClose }: TalkAboutProps) {
  const { shell } = useWords()
  const { sharing } = usePostingWords()
  const { talk: t } = sharing
  const asked = useAnswer(post.id, async (signal) => {
    const { comments } = await client.api.call(
      'GET /api/posts/:postId/comments/changes',
      { postId: post.id, since: 0, limit: 500 },
      { signal },
    )
    const people = new Map([post, ...comments].map(({ author }) => [author.id, author]))
    return [...people.values()].filter(({ id, username }) => id !== client.state.me?.id && username !== '')
  })
  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.title} text={t.text} closeLabel={shell.close}>
      {asked.value !== undefined ? (
        <Group post={post} people={asked.value} onClose={onClose} />
      ) : asked.error === null ? (
        <SkeletonList count={3} label={t.loading} />
      ) : (
        <NotLoaded error={asked.error} onAgain={asked.again} words={t} />
      )}
    </Dialog>
  )
}

function Group({ post, people, onClose }: TalkAboutProps & { people: readonly UserCard[] }) {
  const { shell } = useWords()
  const { sharing } = usePostingWords()
  const { talk: t } = sharing
  const report = useReport()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<readonly UserCard[]>(() => people.slice(0, ASKED_MAX))
  const [title, setTitle] = useState(() => t.named(personName(post.author)).slice(0, limits.conversationTitleMax))
  const [isBeginning, setIsBeginning] = useState(false)
  // A group that was made before the post could be put into it is not made twice.
  const [made, setMade] = useState<string | null>(null)
  const [clientId] = useState(() => crypto.randomUUID())

  function toggle(person: UserCard): void {
    const isIn = chosen.some(({ id }) => id === person.id)
    setChosen(isIn ? chosen.filter(({ id }) => id !== person.id) : [...chosen, person])
  }

  async function begin(): Promise<void> {
    setIsBeginning(true)
    try {
      const memberIds = chosen.map(({ id }) => id)
      const group = { kind: 'group' as const, title: title.trim() === '' ? null : title.trim(), memberIds }
      const conversationId = made ?? (await client.create(group)).id
      setMade(conversationId)
      await client.api.call('POST /api/conversations/:conversationId/messages', {
        conversationId,
        clientId,
        body: '',
        postIds: [post.id],
      })
      onClose()
      await navigate({ to: '/chats/$conversationId', params: { conversationId } })
    } catch (error) {
      report(t.notBegun, error)
      setIsBeginning(false)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen.length > 0) void begin()
      }}
      className="flex flex-col gap-4"
    >
      {people.length === 0 && <p className="text-muted">{t.nobody}</p>}
      <PersonPicker label={t.people} chosen={chosen} onToggle={toggle} />
      <TextField
        label={t.name}
        dir="auto"
        autoComplete="off"
        maxLength={limits.conversationTitleMax}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{shell.cancel}</Button>
        <Button type="submit" variant="primary" disabled={chosen.length === 0} isLoading={isBeginning}>
          {t.more(chosen.length)}
        </Button>
      </div>
    </form>
  )
}
