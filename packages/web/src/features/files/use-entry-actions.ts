import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { entryAddress } from '../../live/files-address.ts'
import { useReport } from '../../live/use-report.ts'
import { useFileWords } from '../../words/file-words.ts'

export interface EntryChanges {
  rename: (entry: ProjectEntry, name: string) => Promise<void>
  setPinned: (entry: ProjectEntry, isPinned: boolean) => Promise<void>
  /** `folderName`: what the place is called to which they go. */
  moveTo: (entries: readonly ProjectEntry[], parentId: string | null, folderName: string) => Promise<void>
  trash: (entries: readonly ProjectEntry[]) => Promise<void>
  restore: (entries: readonly ProjectEntry[]) => Promise<void>
  copyLink: (entry: ProjectEntry) => Promise<void>
  download: (entries: readonly ProjectEntry[]) => void
}

/** How many one call takes. */
const AT_ONCE = 500

function parts(entries: readonly ProjectEntry[]): string[][] {
  const ids = entries.map(({ id }) => id)
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
}

/** Changes files and folders, says what came of it, and offers the way back. `take` is told what the server answered. */
export function useEntryChanges(projectId: string, take: (entries: readonly ProjectEntry[]) => void): EntryChanges {
  const { projectFiles: t } = useFileWords()
  const report = useReport()

  async function many(
    call: 'trash' | 'restore' | 'move',
    entries: readonly ProjectEntry[],
    parentId: string | null = null,
  ): Promise<void> {
    for (const ids of parts(entries)) {
      const { items } =
        call === 'move'
          ? await client.api.call('POST /api/projects/:projectId/files/move', { projectId, ids, parentId })
          : await client.api.call(`POST /api/projects/:projectId/files/${call}`, { projectId, ids })
      take(items)
    }
  }

  async function restore(entries: readonly ProjectEntry[]): Promise<void> {
    try {
      await many('restore', entries)
      showToast({ id: 'files', tone: 'positive', title: t.restored(entries.length, entries[0]?.name ?? '') })
    } catch (error) {
      report(t.notRestored, error)
    }
  }

  async function moveTo(entries: readonly ProjectEntry[], parentId: string | null, folderName: string): Promise<void> {
    const going = entries.filter((entry) => entry.parentId !== parentId && entry.id !== parentId)
    if (going.length === 0) return
    try {
      await many('move', going, parentId)
      const from = going[0]?.parentId ?? null
      const isFromOne = going.every((entry) => entry.parentId === from)
      showToast({
        id: 'files',
        title: t.moved(going.length, going[0]?.name ?? '', folderName),
        ...(isFromOne
          ? {
              action: {
                label: t.undo,
                onSelect: () => void many('move', going, from).catch((error: unknown) => report(t.notMoved, error)),
              },
            }
          : {}),
      })
    } catch (error) {
      report(t.notMoved, error)
    }
  }

  return {
    moveTo,
    restore,
    rename: async (entry, name) => {
      try {
        take([
          await client.api.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId: entry.id, name }),
        ])
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'name-taken') {
          showToast({ id: 'files', tone: 'danger', title: t.notRenamed, text: t.nameTaken(name) })
        } else if (error instanceof ProblemError && error.code === 'validation-failed') {
          showToast({ id: 'files', tone: 'danger', title: t.notRenamed, text: t.badName })
        } else report(t.notRenamed, error)
      }
    },
    setPinned: async (entry, isPinned) => {
      try {
        const input = { projectId, fileId: entry.id, isPinned }
        take([await client.api.call('PATCH /api/projects/:projectId/files/:fileId', input)])
      } catch (error) {
        report(t.notPinned, error)
      }
    },
    trash: async (entries) => {
      try {
        await many('trash', entries)
        showToast({
          id: 'files',
          title: t.trashed(entries.length, entries[0]?.name ?? ''),
          action: { label: t.undo, onSelect: () => void restore(entries) },
        })
      } catch (error) {
        report(t.notTrashed, error)
      }
    },
    copyLink: async ({ id }) => {
      try {
        await navigator.clipboard.writeText(entryAddress(projectId, id))
        showToast({ id: 'files', tone: 'positive', title: t.copied })
      } catch (error) {
        report(t.notCopied, error)
      }
    },
    download: (entries) => {
      const [first] = entries
      if (first === undefined) return
      const isFile = entries.length === 1 && first.url !== null
      const ids = entries.map(({ id }) => id).join(',')
      save(isFile ? (first.url ?? '') : `/api/projects/${projectId}/zip?ids=${ids}`, isFile ? first.name : '')
    },
  }
}

/** Has the browser save what lies at an address; without a name it is called as the server says. */
export function save(url: string, name: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}
