import type { ProjectMember } from '@kith/protocol/projects.ts'
import { useState } from 'react'
import { client } from '../../live/client.ts'
import { usePending } from '../../live/later.ts'
import { useProjectNews } from '../../live/project-news.ts'
import { TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'
import { roleOrder } from './rights.ts'

/** Under which a removal waits that may still be taken back. */
export const removalKey = (projectId: string, userId: string): string => `project ${projectId} ${userId}`

/** Who is in a project, kept live; with `q`, those whose name begins with it. */
export function usePeople(projectId: string, q: string): Pages<ProjectMember> {
  const removals = usePending()
  /** All that changed since the page is shown, by user: of two that are the same the newer one counts. */
  const [news, setNews] = useState<ReadonlyMap<string, ProjectMember>>(new Map())
  const [staleness, setStaleness] = useState(0)
  useProjectNews(projectId, ({ members, isStale }) => {
    if (isStale) {
      // Among what was missed somebody may have gone.
      setNews(new Map())
      setStaleness((before) => before + 1)
    }
    if (members.length === 0) return
    setNews((before) => new Map([...before, ...members.map((member) => [member.user.id, member] as const)]))
  })
  const asked = usePages(
    `${staleness} ${q}`,
    (cursor, signal) =>
      client.api.call(
        'GET /api/projects/:projectId/members',
        { projectId, q, limit: 100, ...(cursor === undefined ? {} : { cursor }) },
        signal === undefined ? {} : { signal },
      ),
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  return { ...asked, items: asked.items === undefined ? undefined : merged(asked.items, news, q === '') }

  function merged(
    known: readonly ProjectMember[],
    since: ReadonlyMap<string, ProjectMember>,
    isWhole: boolean,
  ): ProjectMember[] {
    const members = new Map(known.map((member) => [member.user.id, member]))
    for (const [userId, member] of since) {
      const former = members.get(userId)
      // Whom the server finds by a name is told by the server.
      if (former === undefined ? isWhole : member.rev >= former.rev) members.set(userId, member)
    }
    return [...members.values()]
      .filter(({ user, leftAt }) => leftAt === null && !removals.has(removalKey(projectId, user.id)))
      .toSorted((a, b) => roleOrder[a.role] - roleOrder[b.role] || a.user.displayName.localeCompare(b.user.displayName))
  }
}
