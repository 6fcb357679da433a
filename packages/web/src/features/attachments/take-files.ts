import { showToast } from '../../design/toast.ts'
import { wordsNow } from '../../words/words.ts'

const loadAdding = () => import('./add-files.ts')

export const prefetchAdding = (): void => void loadAdding().catch(() => undefined)

/** Chosen, pasted or dropped: what says why something is refused comes with the first of them. */
export function takeFiles(draftKey: string, files: readonly File[]): void {
  if (files.length === 0) return
  loadAdding()
    .then(({ addFiles }) => addFiles(draftKey, files))
    .catch(() => showToast({ tone: 'danger', title: wordsNow().problems.offline }))
}
