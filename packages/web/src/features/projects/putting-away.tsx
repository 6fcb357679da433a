import type { Project } from '@kith/protocol/projects.ts'
import { Archive, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { projects as keeping } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** The archive, and deletion: both can be taken back, the second for thirty days. */
export function PuttingAway({ project }: { project: Project }) {
  const { projects } = useMoreWords()
  const t = projects.settings
  const report = useReport()
  const [isAsking, setIsAsking] = useState(false)
  const { id: projectId, archivedAt, deletesAt } = project

  async function archive(isArchived: boolean): Promise<void> {
    try {
      const changed = await client.api.call('PUT /api/projects/:projectId/archived', { projectId, isArchived })
      const keeper = await keeping()
      keeper.take(changed)
      if (!isArchived) return
      showToast({ title: t.archived, action: { label: t.undo, onSelect: () => void archive(false) } })
    } catch (error) {
      report(projects.page.notChanged, error)
    }
  }

  if (deletesAt !== null) return null
  return (
    <section aria-label={t.danger} className="flex flex-col divide-y divide-line border-t border-line">
      {archivedAt === null && (
        <Step title={t.archive} text={t.archiveText}>
          <Button icon={<Archive aria-hidden="true" />} onClick={() => void archive(true)}>
            {t.archiveDo}
          </Button>
        </Step>
      )}
      <Step title={t.delete} text={t.deleteText}>
        <Button className="text-danger-text!" icon={<Trash2 aria-hidden="true" />} onClick={() => setIsAsking(true)}>
          {t.deleteDo}
        </Button>
      </Step>
      {isAsking && <DeleteDialog project={project} onClose={() => setIsAsking(false)} />}
    </section>
  )
}

function Step({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3 py-4">
      <div className="min-w-56 grow basis-0">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-sm text-pretty text-muted">{text}</p>
      </div>
      {children}
    </div>
  )
}

/** Whoever deletes a project writes what it is called. */
function DeleteDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { shell } = useWords()
  const { projects } = useMoreWords()
  const t = projects.settings
  const report = useReport()
  const [typed, setTyped] = useState('')
  const [isDeleting, setIsDeleting] = useState(false)
  const isMeant = typed.trim() === project.name

  async function remove(): Promise<void> {
    if (!isMeant) return
    setIsDeleting(true)
    try {
      const changed = await client.api.call('DELETE /api/projects/:projectId', { projectId: project.id })
      const keeper = await keeping()
      keeper.take(changed)
      onClose()
      showToast({ title: t.deleted })
    } catch (error) {
      report(projects.page.notChanged, error)
      setIsDeleting(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.deleteTitle(project.name)}
      text={t.deleteConfirmText(projects.people(project.memberCount), projects.files(project.fileCount))}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{projects.cancel}</Button>
          <Button variant="danger" isLoading={isDeleting} aria-disabled={!isMeant} onClick={() => void remove()}>
            {t.deleteConfirm}
          </Button>
        </>
      }
    >
      <TextField
        label={t.typeName(project.name)}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </Dialog>
  )
}
