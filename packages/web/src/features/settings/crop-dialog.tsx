import type { OwnUser } from '@kith/protocol/users.ts'
import { upload } from '@kith/sdk/upload.ts'
import { RotateCcw, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { CropBox, ZOOM_MAX } from '../../design/crop-box.tsx'
import type { CropArea } from '../../design/crop-box.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Progress } from '../../design/progress.tsx'
import { Slider } from '../../design/slider.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { cropped } from './cropped.ts'

type CropDialogProps = {
  /** Where the browser holds the photo. */
  src: string
  onTaken: (me: OwnUser) => void
  onClose: () => void
}

/** Which square of a photo is to be one's picture; then it goes to the server. */
export function CropDialog({ src, onTaken, onClose }: CropDialogProps) {
  const { shell } = useWords()
  const { picture: t } = useMoreWords()
  const report = useReport()
  const [place, setPlace] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const [turn, setTurn] = useState(0)
  const [area, setArea] = useState<CropArea | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const [isUnreadable, setIsUnreadable] = useState(false)

  async function take(): Promise<void> {
    if (area === null) return
    setShare(0)
    try {
      const square = await cropped(src, area, turn)
      onTaken(await upload(client.api, 'PUT /api/me/avatar', {}, square, { onProgress: setShare }))
    } catch (error) {
      report(t.failed, error)
      setShare(null)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.cropTitle}
      text={isUnreadable ? undefined : t.cropText}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button
            variant="primary"
            isLoading={share !== null}
            aria-disabled={area === null || isUnreadable}
            onClick={() => void take()}
          >
            {t.use}
          </Button>
        </>
      }
    >
      {isUnreadable ? (
        <Banner tone="danger" className="rounded-md">
          {t.unreadable}
        </Banner>
      ) : (
        <div className="flex flex-col gap-3">
          <CropBox
            src={src}
            label={t.area}
            place={place}
            zoom={zoom}
            turn={turn}
            onPlaceChange={setPlace}
            onZoomChange={setZoom}
            onAreaChange={setArea}
            onFailed={() => setIsUnreadable(true)}
          />
          <div className="flex items-center gap-2">
            <Slider label={t.zoom} value={zoom} min={1} max={ZOOM_MAX} step={0.05} onValueChange={setZoom} />
            <IconButton label={t.turnLeft} icon={<RotateCcw />} onClick={() => setTurn(turn - 90)} />
            <IconButton label={t.turnRight} icon={<RotateCw />} onClick={() => setTurn(turn + 90)} />
          </div>
          {share !== null && <Progress value={share} label={t.uploading} />}
        </div>
      )}
    </Dialog>
  )
}
