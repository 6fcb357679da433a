import { limits } from '@kith/protocol/limits.ts'
import { projectColors } from '@kith/protocol/project-words.ts'
import type { Project } from '@kith/protocol/projects.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { projects } from '../../live/projects.ts'
import { useIsNarrow } from '../../live/room.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'
import { ProjectColorDots, RoleSelect, VisibilityCards } from './choices.tsx'

type Color = Project['color']
/** Roles that people come in with; owners are made later. */
type ComingRole = Project['joinRole']

/** Begins a project: what it is called, how it looks, who is in it. */
export function NewProject({ onClose }: { onClose: () => void }) {
  const id = useId()
  const { shell } = useWords()
  const { projects: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const Frame = useIsNarrow() ? Sheet : Dialog
  // The same for each try: what was made by one whose answer was lost is not made again.
  const [clientId] = useState(() => crypto.randomUUID())
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [color, setColor] = useState<Color>(
    () => projectColors[Math.floor(Math.random() * projectColors.length)] ?? 'persimmon',
  )
  const [visibility, setVisibility] = useState<Project['visibility']>('private')
  const [chosen, setChosen] = useState<readonly UserCard[]>([])
  const [memberRole, setMemberRole] = useState<ComingRole>('editor')
  const [isTried, setIsTried] = useState(false)
  const [isMaking, setIsMaking] = useState(false)
  const isNameless = name.trim() === ''

  const toggle = (person: UserCard): void =>
    setChosen((before) =>
      before.some((each) => each.id === person.id)
        ? before.filter((each) => each.id !== person.id)
        : [...before, person],
    )

  async function make(): Promise<void> {
    setIsMaking(true)
    try {
      const keeper = await projects()
      const memberIds = chosen.map((person) => person.id)
      const made = await keeper.create({ name, description, color, visibility, memberIds, memberRole, clientId })
      onClose()
      showToast({ tone: 'positive', title: t.created(made.name) })
      await navigate({ to: '/projects/$projectId', params: { projectId: made.id } })
    } catch (error) {
      report(t.notCreated, error)
      setIsMaking(false)
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setIsTried(true)
    if (!isNameless && !isMaking) void make()
  }

  return (
    <Frame
      isOpen
      onIsOpenChange={onClose}
      title={t.create}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="primary" type="submit" form={id} isLoading={isMaking}>
            {t.create}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <TextField
          label={t.name}
          value={name}
          required
          maxLength={limits.projectNameMax}
          autoComplete="off"
          error={isTried && isNameless ? t.needsName : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextArea
          label={t.description}
          hint={t.descriptionHint}
          value={description}
          rows={2}
          maxLength={limits.projectDescriptionMax}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <ProjectColorDots value={color} onValueChange={setColor} />
        <VisibilityCards value={visibility} onValueChange={setVisibility} />
        <PersonPicker label={t.members} chosen={chosen} onToggle={toggle} />
        {chosen.length > 0 && <RoleSelect label={t.memberRole} value={memberRole} onValueChange={setMemberRole} />}
      </form>
    </Frame>
  )
}
