import { showToast } from '../../design/toast.ts'
import { bring } from '../../live/bringing.ts'
import { useFileWords } from '../../words/file-words.ts'
import { askForFiles } from './ask-for-files.ts'
import { DROPPED_MAX, filesOfDrop, filesOfPicker } from './dropped-files.ts'
import type { Found } from './dropped-files.ts'
import { knownByName } from './known-entries.ts'
import { showUploads } from './upload-tray.tsx'

export interface Bringing {
  /** Into a folder, or to the top. */
  drop: (parentId: string | null, data: DataTransfer) => void
  pickFiles: () => void
  pickFolder: () => void
}

/** The ways in which files come into a project from the disk of a person. `parentId`: where pickers put them. */
export function useBringing(projectId: string, parentId: string | null): Bringing {
  const { projectFiles } = useFileWords()
  const { bringing: t } = projectFiles

  function take(into: string | null, found: readonly Found[]): void {
    if (found.length === 0) showToast({ id: 'bringing', title: t.nothing, text: t.nothingText })
    else {
      showUploads()
      bring(
        projectId,
        into,
        found.map((one) => ({ ...one, versionSeen: versionSeen(projectId, into, one) })),
      )
    }
  }

  function picked(list: FileList): void {
    const found = filesOfPicker(list)
    if (found.length > 0) take(parentId, found)
  }

  return {
    drop: (into, data) => {
      void filesOfDrop(data).then((found) => {
        take(into, found.files)
        if (found.hasMore) showToast({ id: 'bringing', title: t.tooMany(DROPPED_MAX) })
        else if (found.unreadable > 0) showToast({ id: 'bringing', title: t.unreadable, text: t.unreadableText })
      })
    },
    pickFiles: () => askForFiles(false, picked),
    pickFolder: () => askForFiles(true, picked),
  }
}

/** The newest version of what has its name where it goes, as far as this page has seen it; 0 where it has not. */
function versionSeen(projectId: string, parentId: string | null, { file, folders }: Found): number {
  let at = parentId
  for (const name of folders) {
    const known = knownByName(projectId, at, name)
    if (known?.type !== 'folder') return 0
    at = known.id
  }
  return knownByName(projectId, at, file.name)?.version ?? 0
}
