import type { ProjectActivity } from '@kith/protocol/project-activity.ts'
import { useEffect, useRef } from 'react'
import { client } from '../../live/client.ts'
import { useProjectNews } from '../../live/project-news.ts'
import { usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'

/** What happens together is asked after once. */
const GATHER_MS = 400

/** What was done in a project, newest first, kept live: what was done again stands at its new place. */
export function useActivity(projectId: string): Pages<ProjectActivity> {
  const pages = usePages(projectId, (cursor, signal) =>
    client.api.call(
      'GET /api/projects/:projectId/activity',
      { projectId, limit: 40, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  useProjectNews(projectId, ({ project, members, entries, comments, isStale }) => {
    // One's own entry alone tells what one has seen.
    if (project === undefined && !isStale && members.length + entries.length + comments.length === 0) return
    timer.current ??= setTimeout(() => {
      timer.current = null
      // Without an answer the next thing that happens asks again.
      void pages.renew(({ id }) => id).catch(() => undefined)
    }, GATHER_MS)
  })
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
  return pages
}
