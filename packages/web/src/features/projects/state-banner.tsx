import type { Project } from '@kith/protocol/projects.ts'
import { Archive, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { projects } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { calendarDay } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { isOwner } from './rights.ts'

/** Why nothing can be changed in a project, and for its owners how to end that. */
export function StateBanner({ project }: { project: Project }) {
  const { projects: t } = useMoreWords()
  const report = useReport()
  const [isBusy, setIsBusy] = useState(false)
  const { id: projectId, archivedAt, deletesAt } = project
  if (archivedAt === null && deletesAt === null) return null
  const isDeleted = deletesAt !== null

  async function takeBack(): Promise<void> {
    setIsBusy(true)
    try {
      const changed = isDeleted
        ? await client.api.call('POST /api/projects/:projectId/restore', { projectId })
        : await client.api.call('PUT /api/projects/:projectId/archived', { projectId, isArchived: false })
      const keeper = await projects()
      keeper.take(changed)
      showToast({ tone: 'positive', title: isDeleted ? t.page.takenBack : t.page.unarchived })
    } catch (error) {
      report(t.page.notChanged, error)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Banner
      tone={isDeleted ? 'warning' : 'quiet'}
      icon={isDeleted ? <Trash2 aria-hidden="true" /> : <Archive aria-hidden="true" />}
      className="md:px-8"
      action={
        isOwner(project) && (
          <Button size="sm" className="pointer-coarse:h-11" isLoading={isBusy} onClick={() => void takeBack()}>
            {isDeleted ? t.page.takeBack : t.page.unarchive}
          </Button>
        )
      }
    >
      {isDeleted ? t.page.deletes(calendarDay(deletesAt)) : t.page.archived}
    </Banner>
  )
}
