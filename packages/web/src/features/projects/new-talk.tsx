import { limits } from '@kith/protocol/limits.ts'
import type { Project } from '@kith/protocol/projects.ts'
import { useNavigate } from '@tanstack/react-router'
import { Lock, UsersRound } from 'lucide-react'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Checkbox } from '../../design/checkbox.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { RadioCards } from '../../design/radio-cards.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useIsNarrow } from '../../live/room.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { usePeople } from './use-people.ts'

/** Begins a conversation in a project: for everybody of it, or for some. */
export function NewTalk({ project, onClose }: { project: Project; onClose: () => void }) {
  const id = useId()
  const { shell } = useWords()
  const { projects } = useMoreWords()
  const t = projects.conversations
  const navigate = useNavigate()
  const report = useReport()
  const Frame = useIsNarrow() ? Sheet : Dialog
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState<'channel' | 'group'>('channel')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isTried, setIsTried] = useState(false)
  const [isMaking, setIsMaking] = useState(false)
  const isNameless = title.trim() === ''
  const isAlone = kind === 'group' && chosen.size === 0

  async function make(): Promise<void> {
    setIsMaking(true)
    try {
      const { id: conversationId } = await client.create({
        kind,
        title,
        projectId: project.id,
        ...(kind === 'channel' ? { isPublic: true } : { memberIds: [...chosen] }),
      })
      onClose()
      await navigate({ to: '/chats/$conversationId', params: { conversationId } })
    } catch (error) {
      report(t.notCreated, error)
      setIsMaking(false)
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setIsTried(true)
    if (!isNameless && !isAlone && !isMaking) void make()
  }

  return (
    <Frame
      isOpen
      onIsOpenChange={onClose}
      title={t.create}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{projects.cancel}</Button>
          <Button variant="primary" type="submit" form={id} isLoading={isMaking}>
            {t.create}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={t.nameLabel}
          value={title}
          required
          maxLength={limits.conversationTitleMax}
          autoComplete="off"
          error={isTried && isNameless ? projects.needsName : undefined}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <RadioCards
          label={t.whoLabel}
          value={kind}
          onValueChange={setKind}
          options={[
            {
              value: 'channel',
              label: t.wholeProject,
              hint: t.wholeProjectHint,
              picture: <UsersRound className="size-5 text-muted" />,
            },
            { value: 'group', label: t.some, hint: t.someHint, picture: <Lock className="size-5 text-muted" /> },
          ]}
        />
        {kind === 'group' && (
          <Some
            projectId={project.id}
            chosen={chosen}
            onChosenChange={setChosen}
            error={isTried && isAlone ? t.pickSomeone : undefined}
          />
        )}
      </form>
    </Frame>
  )
}

interface SomeProps {
  projectId: string
  chosen: ReadonlySet<string>
  onChosenChange: (chosen: ReadonlySet<string>) => void
  error: string | undefined
}

/** People of the project, and nobody else. */
function Some({ projectId, chosen, onChosenChange, error }: SomeProps) {
  const { shell } = useWords()
  const { projects } = useMoreWords()
  const [text, setText] = useState('')
  const myId = useKith((state) => state.me?.id ?? '')
  const { items } = usePeople(projectId, text.trim())

  function choose(userId: string, isChosen: boolean): void {
    const next = new Set(chosen)
    if (isChosen) next.add(userId)
    else next.delete(userId)
    onChosenChange(next)
  }

  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{projects.conversations.peopleLabel}</legend>
      <SearchField
        label={projects.peopleTab.search}
        clearLabel={shell.clear}
        value={text}
        onValueChange={setText}
        autoComplete="off"
        maxLength={100}
      />
      <div className="mt-2 flex h-52 flex-col overflow-y-auto">
        {items
          ?.filter(({ user }) => user.id !== myId)
          .map(({ user }) => (
            <Checkbox
              key={user.id}
              label={personName(user)}
              isChecked={chosen.has(user.id)}
              onIsCheckedChange={(isChecked) => choose(user.id, isChecked)}
            />
          ))}
      </div>
      <div aria-live="polite" className="text-sm font-medium text-danger-text empty:hidden">
        {error}
      </div>
    </fieldset>
  )
}
