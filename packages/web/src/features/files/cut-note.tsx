import { RotateCcw } from 'lucide-react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { showToast } from '../../design/toast.ts'
import { bring } from '../../live/bringing.ts'
import { forgetCut, matchCut, useCutUploads } from '../../live/cut-uploads.ts'
import { useFileWords } from '../../words/file-words.ts'
import { askForFiles } from './ask-for-files.ts'
import { showUploads } from './upload-tray.tsx'

/** Uploads that ended with the page: the browser gives their files back only when they are chosen again. */
export function CutNote({ projectId }: { projectId: string }) {
  const { projectFiles } = useFileWords()
  const { bringing: t } = projectFiles
  const cut = useCutUploads().filter((one) => one.projectId === projectId)
  if (cut.length === 0) return null

  function chosen(list: FileList): void {
    const found = matchCut(projectId, [...list])
    if (found.length === 0) showToast({ id: 'bringing', title: t.notThese, text: t.notTheseText })
    else showUploads()
    for (const { file, cut: one } of found) {
      bring(projectId, one.parentId, [{ file, folders: one.folders, versionSeen: 0 }])
    }
  }

  return (
    <Banner
      tone="warning"
      icon={<RotateCcw aria-hidden="true" />}
      className="mx-3 rounded-md md:mx-6"
      action={
        <span className="flex shrink-0 gap-1">
          <Button size="sm" onClick={() => askForFiles(false, chosen)}>
            {t.chooseAgain}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => forgetCut(projectId)}>
            {t.forget}
          </Button>
        </span>
      }
    >
      {t.cut(cut.length)}: <bdi>{cut.map(({ name }) => name).join(', ')}</bdi>. {t.cutText}
    </Banner>
  )
}
