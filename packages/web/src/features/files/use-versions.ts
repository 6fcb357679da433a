import type { FileVersion } from '@kith/protocol/project-files.ts'
import { useState } from 'react'
import { client } from '../../live/client.ts'
import { useProjectNews } from '../../live/project-news.ts'
import { usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'

const PAGE = 50

/** The versions of a file, newest first, asked for once `isWanted`, and again whenever there is another one. */
export function useVersions(projectId: string, fileId: string, isWanted: boolean): Pages<FileVersion> {
  const [newest, setNewest] = useState(0)
  const pages = usePages(isWanted ? `${projectId} ${fileId} ${newest}` : '', async (cursor, signal) =>
    isWanted
      ? await client.api.call(
          'GET /api/projects/:projectId/files/:fileId/versions',
          { projectId, fileId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
          signal === undefined ? {} : { signal },
        )
      : { items: [], nextCursor: null },
  )
  useProjectNews(projectId, ({ entries, isStale }) => {
    const fresh = entries.find(({ id }) => id === fileId)
    if (fresh !== undefined) setNewest(fresh.version)
    if (isStale) pages.again()
  })
  return { ...pages, items: pages.items?.filter((version) => version.fileId === fileId) }
}
