import type { Project } from '@kith/protocol/projects.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { client } from '../../live/client.ts'
import { projects } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Leaving is asked about first: one cannot always come back by oneself. The last owner is told what to do instead. */
export function LeaveDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { shell } = useWords()
  const { projects: t } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const [isLeaving, setIsLeaving] = useState(false)
  const [isLastOwner, setIsLastOwner] = useState(false)

  async function leave(): Promise<void> {
    setIsLeaving(true)
    try {
      // Away first: the page would say that it is gone.
      await client.api.call('DELETE /api/projects/:projectId/members/:userId', { projectId: project.id, userId: 'me' })
      await navigate({ to: '/projects' })
      const keeper = await projects()
      keeper.forget(project.id)
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'last-owner') setIsLastOwner(true)
      else report(t.page.notChanged, error)
      setIsLeaving(false)
    }
  }

  if (isLastOwner) return <LastOwner onClose={onClose} />
  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.peopleTab.leaveTitle(project.name)}
      text={project.visibility === 'open' ? t.peopleTab.leaveOpenText : t.peopleTab.leaveText}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="danger" isLoading={isLeaving} onClick={() => void leave()}>
            {t.peopleTab.leave}
          </Button>
        </>
      }
    />
  )
}

/** Why somebody cannot go, or be anything less. */
export function LastOwner({ onClose }: { onClose: () => void }) {
  const { shell } = useWords()
  const { peopleTab: t } = useMoreWords().projects
  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.lastOwner}
      text={t.lastOwnerText}
      closeLabel={shell.close}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t.understood}
        </Button>
      }
    />
  )
}
