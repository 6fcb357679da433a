import type { Project } from '@kith/protocol/projects.ts'
import { upload } from '@kith/sdk/upload.ts'
import { ImageUp, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { ProjectCover } from '../../design/project-cover.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { projects as keeping } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { CropDialog, croppedTypes, croppingFault } from '../cropping/cropping.ts'

/** The picture of a project: chosen, cut to its shape, taken away. */
export function CoverPicker({ project }: { project: Project }) {
  const { projects, picture } = useMoreWords()
  const t = projects.settings
  const report = useReport()
  const input = useRef<HTMLInputElement>(null)
  /** Where the browser holds the photo that is being cropped. */
  const [src, setSrc] = useState<string | null>(null)
  const [isRemoving, setIsRemoving] = useState(false)
  const { id: projectId, color, coverUrl } = project

  function open(given: File | undefined): void {
    if (given === undefined) return
    const fault = croppingFault(given)
    if (fault === null) setSrc(URL.createObjectURL(given))
    else showToast({ tone: 'danger', title: t.coverFailed, text: picture[fault] })
  }

  function close(): void {
    if (src !== null) URL.revokeObjectURL(src)
    setSrc(null)
  }

  async function took(changed: Project, title: string): Promise<void> {
    const keeper = await keeping()
    keeper.take(changed)
    showToast({ id: 'cover', tone: 'positive', title })
  }

  async function take(part: Blob, onProgress: (share: number) => void): Promise<void> {
    const changed = await upload(client.api, 'PUT /api/projects/:projectId/cover', { projectId }, part, { onProgress })
    close()
    await took(changed, t.coverTaken)
  }

  async function remove(): Promise<void> {
    setIsRemoving(true)
    try {
      await took(await client.api.call('DELETE /api/projects/:projectId/cover', { projectId }), t.coverRemoved)
    } catch (error) {
      report(t.coverFailed, error)
    } finally {
      setIsRemoving(false)
    }
  }

  return (
    <fieldset>
      <legend className="text-sm font-semibold">{t.cover}</legend>
      <p className="mb-3 text-sm text-muted">{t.coverHint}</p>
      <ProjectCover
        id={projectId}
        color={color}
        src={coverUrl}
        className="mb-3 aspect-[8/3] w-full max-w-md rounded-lg"
      />
      <div className="flex flex-wrap gap-2">
        <Button icon={<ImageUp aria-hidden="true" />} onClick={() => input.current?.click()}>
          {coverUrl === null ? t.chooseCover : t.changeCover}
        </Button>
        {coverUrl !== null && (
          <Button
            variant="ghost"
            icon={<Trash2 aria-hidden="true" />}
            isLoading={isRemoving}
            onClick={() => void remove()}
          >
            {t.removeCover}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept={croppedTypes}
        aria-label={t.chooseCover}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          open(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {src !== null && <CropDialog src={src} shape="wide" failed={t.coverFailed} take={take} onClose={close} />}
    </fieldset>
  )
}
