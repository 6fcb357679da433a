import type { OwnUser } from '@kith/protocol/users.ts'
import { upload } from '@kith/sdk/upload.ts'
import { ImageUp, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { CropDialog, croppedTypes, croppingFault } from '../cropping/cropping.ts'
import { faceOf } from './face-gallery.tsx'

type PicturePickerProps = { me: OwnUser; onTaken: () => void; onRemoved: () => void }

/** A photo of one's own, chosen, pasted or dropped. It counts as soon as it is cropped. */
export function PicturePicker({ me, onTaken, onRemoved }: PicturePickerProps) {
  const { picture: t } = useMoreWords()
  const report = useReport()
  const input = useRef<HTMLInputElement>(null)
  /** Where the browser holds the photo that is being cropped. */
  const [src, setSrc] = useState<string | null>(null)
  const [isOver, setIsOver] = useState(false)
  const [isRemoving, setIsRemoving] = useState(false)
  const hasPicture = faceOf(me.avatarUrl) === undefined

  function open(given: File | undefined): void {
    if (given === undefined) return
    const fault = croppingFault(given)
    if (fault === null) setSrc(URL.createObjectURL(given))
    else showToast({ tone: 'danger', title: t.failed, text: t[fault] })
  }

  const pasted = useEffectEvent((event: ClipboardEvent) => {
    const given = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'))
    if (given === undefined) return
    event.preventDefault()
    open(given)
  })
  const over = useEffectEvent((event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    setIsOver(true)
  })
  const dropped = useEffectEvent((event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    setIsOver(false)
    open(event.dataTransfer.files[0])
  })
  // Anywhere on the page: a browser that is not told otherwise leaves it and opens the file.
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    document.addEventListener('paste', pasted, { signal })
    document.addEventListener('dragover', over, { signal })
    document.addEventListener('dragleave', () => setIsOver(false), { signal })
    document.addEventListener('drop', dropped, { signal })
    return () => stop.abort()
  }, [])

  function close(): void {
    if (src !== null) URL.revokeObjectURL(src)
    setSrc(null)
  }

  async function take(square: Blob, onProgress: (share: number) => void): Promise<void> {
    const user = await upload(client.api, 'PUT /api/me/avatar', {}, square, { onProgress })
    client.store.update((state) => ({ ...state, me: user }))
    close()
    onTaken()
    showToast({ id: 'picture', tone: 'positive', title: t.taken })
  }

  async function remove(): Promise<void> {
    setIsRemoving(true)
    try {
      await client.people.setFace(null)
      onRemoved()
      showToast({ id: 'picture', tone: 'positive', title: t.removed })
    } catch (error) {
      report(t.notRemoved, error)
    } finally {
      setIsRemoving(false)
    }
  }

  return (
    <fieldset
      className="rounded-md outline-offset-4 data-over:outline-2 data-over:outline-accent data-over:outline-dashed"
      data-over={isOver || undefined}
    >
      <legend className="text-sm font-semibold">{t.title}</legend>
      <p className="mb-3 text-sm text-muted">{isOver ? t.drop : t.hint}</p>
      <div className="flex flex-wrap gap-2">
        <Button icon={<ImageUp aria-hidden="true" />} onClick={() => input.current?.click()}>
          {hasPicture ? t.change : t.choose}
        </Button>
        {hasPicture && (
          <Button
            variant="ghost"
            icon={<Trash2 aria-hidden="true" />}
            isLoading={isRemoving}
            onClick={() => void remove()}
          >
            {t.remove}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept={croppedTypes}
        aria-label={t.choose}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          open(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      {src !== null && <CropDialog src={src} shape="round" failed={t.failed} take={take} onClose={close} />}
    </fieldset>
  )
}
