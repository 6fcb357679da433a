import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { client } from '../../live/client.ts'
import { useProjectNews } from '../../live/project-news.ts'
import { useAnswer } from '../asking/asking.ts'
import { knownEntry, knownPath, rememberEntries } from './known-entries.ts'
import type { PathPart } from './known-entries.ts'

export interface OpenEntry {
  /** Undefined while it is not known. */
  entry: ProjectEntry | undefined
  /** The folders around it, outermost first; null while they are not known. */
  path: readonly PathPart[] | null
  error: unknown
  isMissing: boolean
  again: () => void
}

const nothing: Pick<OpenEntry, 'entry' | 'path'> = { entry: undefined, path: [] }

/** The file or folder of the address, as it is now. Null is the top, where nothing is asked. */
export function useEntry(projectId: string, entryId: string | null): OpenEntry {
  const answer = useAnswer(`${projectId} ${entryId ?? ''}`, async (signal) => {
    if (entryId === null) return nothing
    const found = await client.api.call(
      'GET /api/projects/:projectId/files/:fileId',
      { projectId, fileId: entryId },
      { signal },
    )
    rememberEntries([found.entry])
    return found
  })
  function hear(entries: readonly ProjectEntry[]): void {
    const fresh = entries.find(({ id }) => id === entryId)
    const before = answer.value?.entry
    if (fresh !== undefined && before !== undefined && fresh.rev > before.rev) {
      answer.change((value) => ({ ...value, entry: fresh }))
      if (fresh.parentId !== before.parentId) answer.again()
    }
    const renamed = new Map(entries.map(({ id, name }) => [id, name]))
    if (answer.value?.path?.some(({ id, name }) => (renamed.get(id) ?? name) !== name) === true) {
      answer.change((value) => ({
        ...value,
        path: value.path?.map((part) => ({ ...part, name: renamed.get(part.id) ?? part.name })) ?? null,
      }))
    }
  }
  useProjectNews(projectId, ({ entries, isStale }) => {
    rememberEntries(entries)
    hear(entries)
    if (isStale) answer.again()
  })

  const isMissing = answer.error instanceof ProblemError && answer.error.status === 404
  if (entryId === null) return { ...nothing, error: null, isMissing: false, again: answer.again }
  if (answer.value?.entry?.id === entryId)
    return { ...answer.value, error: answer.error, isMissing, again: answer.again }
  // Until it has answered, what the page has seen of it in a list.
  const entry = isMissing ? undefined : knownEntry(entryId)
  const path = entry === undefined ? null : knownPath(entry.parentId)
  return { entry, path, error: answer.error, isMissing, again: answer.again }
}
