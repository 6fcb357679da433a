import { limits } from '@kith/protocol/limits.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { client } from '../../live/client.ts'
import { entryAddress } from '../../live/files-address.ts'

interface ShareFiles {
  conversationId: string
  files: readonly ProjectEntry[]
  body: string
  /** The same again sends nothing twice. */
  clientId: string
}

/**
 * Puts the files themselves into a conversation; folders, and what is too much for one message, by their addresses.
 * @throws ProblemError, OfflineError
 */
export async function shareFiles({ conversationId, files, body, clientId }: ShareFiles): Promise<void> {
  const shared = files.filter(({ type }) => type === 'file').slice(0, limits.sharedFilesMax)
  const addresses = files.flatMap((file) => (shared.includes(file) ? [] : entryAddress(file.projectId, file.id)))
  await client.api.call('POST /api/conversations/:conversationId/messages', {
    conversationId,
    body: [body, ...addresses].filter((line) => line !== '').join('\n'),
    clientId,
    ...(shared.length === 0 ? {} : { fileIds: shared.map(({ id }) => id) }),
  })
}
