import type { CallReply } from '@kith/protocol/registry.ts'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'

type Talk = CallReply<'GET /api/projects/:projectId/conversations'>['items'][number]

/** The conversations of a project, asked for anew when one that is one's own comes or goes. */
export function useTalks(projectId: string): Pages<Talk> {
  const own = useKith(({ conversations }) =>
    [...conversations.values()]
      .filter((entry) => entry.projectId === projectId)
      .map(({ id }) => id)
      .toSorted()
      .join(' '),
  )
  return usePages(`${projectId} ${own}`, (cursor, signal) =>
    client.api.call(
      'GET /api/projects/:projectId/conversations',
      { projectId, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )
}
