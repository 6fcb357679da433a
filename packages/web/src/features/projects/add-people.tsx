import type { Project, ProjectMember } from '@kith/protocol/projects.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { projects as keeping } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { PersonPicker } from '../person-picker/person-picker.tsx'
import { RoleSelect } from './choices.tsx'

type AddPeopleProps = { project: Project; known: readonly ProjectMember[]; onClose: () => void }

export function AddPeople({ project, known, onClose }: AddPeopleProps) {
  const { shell } = useWords()
  const { projects } = useMoreWords()
  const t = projects.peopleTab
  const report = useReport()
  const [chosen, setChosen] = useState<readonly UserCard[]>([])
  const [role, setRole] = useState<Project['joinRole']>('editor')
  const [isAdding, setIsAdding] = useState(false)

  const toggle = (person: UserCard): void =>
    setChosen((before) =>
      before.some(({ id }) => id === person.id) ? before.filter(({ id }) => id !== person.id) : [...before, person],
    )

  async function add(): Promise<void> {
    if (chosen.length === 0) return
    setIsAdding(true)
    try {
      const userIds = chosen.map(({ id }) => id)
      const changed = await client.api.call('POST /api/projects/:projectId/members', {
        projectId: project.id,
        userIds,
        role,
      })
      const keeper = await keeping()
      keeper.take(changed)
      showToast({ tone: 'positive', title: t.added(chosen.length) })
      onClose()
    } catch (error) {
      report(t.notChanged, error)
      setIsAdding(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.addTitle(project.name)}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{projects.cancel}</Button>
          <Button variant="primary" isLoading={isAdding} aria-disabled={chosen.length === 0} onClick={() => void add()}>
            {t.add}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <PersonPicker
          label={t.addLabel}
          chosen={chosen}
          onToggle={toggle}
          isHidden={(person) => known.some(({ user }) => user.id === person.id)}
        />
        <RoleSelect label={projects.memberRole} value={role} onValueChange={setRole} />
      </div>
    </Dialog>
  )
}
