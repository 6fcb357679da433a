import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { useState } from 'react'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useFileWords } from '../../words/file-words.ts'

/** Makes an old version of a file the newest again; nothing of those in between is lost. */
export function useRestoring(
  { projectId, id: fileId }: Pick<ProjectEntry, 'projectId' | 'id'>,
  onRestored: () => void,
): { restore: (number: number) => void; restoring: number | null } {
  const { filePreview } = useFileWords()
  const { versions: t } = filePreview
  const report = useReport()
  const [restoring, setRestoring] = useState<number | null>(null)

  async function restore(number: number): Promise<void> {
    setRestoring(number)
    try {
      await client.api.call('POST /api/projects/:projectId/files/:fileId/versions/:version/restore', {
        projectId,
        fileId,
        version: number,
      })
      showToast({ id: 'files', tone: 'positive', title: t.restored(number) })
      onRestored()
    } catch (error) {
      report(t.notRestored, error)
    }
    setRestoring(null)
  }

  return { restore: (number) => void restore(number), restoring }
}
