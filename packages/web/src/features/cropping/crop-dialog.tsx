import { limits } from '@kith/protocol/limits.ts'
import { RotateCcw, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { CropBox, ZOOM_MAX } from '../../design/crop-box.tsx'
import type { CropArea, CropShape } from '../../design/crop-box.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Progress } from '../../design/progress.tsx'
import { Slider } from '../../design/slider.tsx'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { cropped } from './cropped.ts'

export interface CropDialogProps {
  /** Where the browser holds the photo. */
  src: string
  shape: CropShape
  /** What did not happen, where `take` fails. */
  failed: string
  /** Brings the part to the server, telling how far it has come, from 0 to 1. */
  take: (part: Blob, onProgress: (share: number) => void) => Promise<void>
  onClose: () => void
}

const widthMaxPx: Record<CropShape, number> = { round: Math.max(...limits.avatarSizes), wide: 1_600 }

/** Which part of a photo is wanted; then it goes to the server. */
export function CropDialog({ src, shape, failed, take, onClose }: CropDialogProps) {
  const { shell } = useWords()
  const { picture: t } = useMoreWords()
  const report = useReport()
  const [place, setPlace] = useState({ x: 0, y: 0 })
  const [zoom, setZoom] = useState(1)
  const [turn, setTurn] = useState(0)
  const [area, setArea] = useState<CropArea | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const [isUnreadable, setIsUnreadable] = useState(false)

  async function use(): Promise<void> {
    if (area === null) return
    setShare(0)
    try {
      await take(await cropped(src, { area, turn, widthMaxPx: widthMaxPx[shape] }), setShare)
    } catch (error) {
      report(failed, error)
      setShare(null)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size={shape === 'round' ? 'sm' : 'md'}
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
            onClick={() => void use()}
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
            shape={shape}
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
