import { limits } from '@kith/protocol/limits.ts'
import { RotateCcw, RotateCw, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { fittedArea, wholeArea } from '../../design/crop-area.ts'
import type { PartArea } from '../../design/crop-area.ts'
import { CropFrame } from '../../design/crop-frame.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { TextArea } from '../../design/text-area.tsx'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useAnswer } from '../asking/asking.ts'
import type { Begun } from './begun.ts'
import { changeSlide } from './begun.ts'
import type { ComposerView } from './composer.tsx'
import { cutOut, turned } from './cut.ts'
import type { Slide } from './slide.ts'
import { cutSlide } from './slides.ts'
import { useBlobUrl } from './use-blob-url.ts'

const PREVIEW_PX = 1_200

const aspects = { free: null, '1:1': 1, '4:5': 4 / 5, '16:9': 16 / 9 } as const
type AspectName = keyof typeof aspects
const aspectNames = Object.keys(aspects) as AspectName[]

interface SlideViewProps {
  begun: Begun
  slide: Slide
  onView: (view: ComposerView) => void
}

/** One picture or video: what part of it is shown, which way up, and what is to be seen on it. */
export function SlideView({ begun: { slides }, slide, onView }: SlideViewProps) {
  const { posting: t } = usePostingWords()
  const report = useReport()
  const at = slides.indexOf(slide)
  const next = slides[at + 1]
  const cropping = useCropping(slide)
  const [isCutting, setIsCutting] = useState(false)
  const address = useBlobUrl(slide.kind === 'video' ? slide.file : null) ?? slide.attachment?.url

  /** What was changed is taken over, then it goes on to the next one, or back. */
  async function leave(view: ComposerView): Promise<void> {
    setIsCutting(true)
    try {
      await cropping.apply()
      onView(view)
    } catch (error) {
      report(t.unreadable, error)
      setIsCutting(false)
    }
  }

  return (
    <div className="flex flex-col gap-4">
      {slide.kind === 'video' ? (
        // It has no words but those of whoever made it.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <video src={address} controls playsInline className="max-h-[45dvh] w-full rounded-md bg-darkroom" />
      ) : (
        <Cropping cropping={cropping} />
      )}
      <TextArea
        label={t.alt}
        hint={t.altHint}
        dir="auto"
        rows={2}
        maxLength={limits.altMax}
        value={slide.alt}
        onChange={(event) => changeSlide(slide.key, { alt: event.currentTarget.value })}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="me-auto text-sm text-muted">{t.place(at + 1, slides.length)}</span>
        {next !== undefined && (
          <Button disabled={isCutting} onClick={() => void leave({ kind: 'slide', key: next.key })}>
            {t.next}
          </Button>
        )}
        <Button variant="primary" isLoading={isCutting} onClick={() => void leave({ kind: 'compose' })}>
          {t.use}
        </Button>
      </div>
    </div>
  )
}

interface Croppable {
  /** The whole picture, turned; null while it is being drawn. */
  canvas: HTMLCanvasElement | null
  isUnreadable: boolean
  area: PartArea
  aspect: AspectName
  isWhole: boolean
  setArea: (area: PartArea) => void
  setAspect: (aspect: AspectName) => void
  turn: (by: 1 | -1) => void
  reset: () => void
  /** Cuts it out, if anything was changed. @throws when it cannot be drawn */
  apply: () => Promise<void>
}

interface Drawing {
  picture: Blob
  canvas: HTMLCanvasElement
}

function useCropping(slide: Slide): Croppable {
  /** What had to be fetched. */
  const known = useRef<Blob | null>(null)
  const before = slide.cut ?? { turns: 0, ...wholeArea }
  const [turns, setTurns] = useState(before.turns)
  const [area, setArea] = useState<PartArea>(before)
  const [aspect, setAspect] = useState<AspectName>('free')

  const isPicture = slide.kind === 'image'
  const drawn = useAnswer(`${turns}`, async (signal): Promise<Drawing | null> => {
    if (!isPicture) return null
    const picture = slide.original ?? slide.file ?? known.current ?? (await fetched(slide, signal))
    known.current = picture
    return { picture, canvas: await turned(picture, turns, PREVIEW_PX) }
  })
  const canvas = drawn.value?.canvas ?? null

  const ratioOf = ({ width, height }: HTMLCanvasElement): number => width / height
  const isSame =
    turns === before.turns && (['x', 'y', 'width', 'height'] as const).every((side) => area[side] === before[side])

  return {
    canvas,
    isUnreadable: drawn.error !== null,
    area,
    aspect,
    isWhole: turns === 0 && area.width === 1 && area.height === 1,
    setArea,
    setAspect: (name) => {
      setAspect(name)
      if (canvas !== null && aspects[name] !== null) setArea(fittedArea(ratioOf(canvas), aspects[name]))
    },
    turn: (by) => {
      setTurns((turns + by + 4) % 4)
      // A shape that was chosen fits the picture another way round.
      if (canvas !== null) setArea(fittedArea(1 / ratioOf(canvas), aspects[aspect]))
    },
    reset: () => {
      setTurns(0)
      setAspect('free')
      setArea(wholeArea)
    },
    apply: async () => {
      const picture = drawn.value?.picture
      if (picture === undefined || isSame) return
      const isWhole = turns === 0 && area.width === 1 && area.height === 1
      const cut = { turns, x: area.x, y: area.y, width: area.width, height: area.height }
      cutSlide(slide, isWhole ? picture : await cutOut(picture, cut), picture, isWhole ? null : cut)
    },
  }
}

/** What this device has not got any more, or never had. */
async function fetched({ attachment }: Slide, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(attachment?.url ?? '', { signal })
  if (!answer.ok) throw new Error('the picture could not be fetched')
  return answer.blob()
}

function Cropping({ cropping }: { cropping: Croppable }) {
  const { posting: t } = usePostingWords()
  const { canvas, isUnreadable, area, aspect } = cropping
  if (isUnreadable) {
    return (
      <Banner tone="warning" className="rounded-md">
        {t.unreadable}
      </Banner>
    )
  }
  if (canvas === null) return <Skeleton className="h-[45dvh] rounded-md!" />
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted pointer-coarse:hidden">{t.cropText}</p>
      <CropFrame
        ratio={canvas.width / canvas.height}
        area={area}
        aspect={aspects[aspect]}
        label={t.frame}
        cornerLabels={t.corner}
        onAreaChange={cropping.setArea}
      >
        <Drawn canvas={canvas} />
      </CropFrame>
      <div className="flex flex-wrap items-center gap-1">
        <fieldset className="flex gap-1">
          <legend className="sr-only">{t.aspect}</legend>
          {aspectNames.map((name) => (
            <Button
              key={name}
              size="sm"
              variant={aspect === name ? 'secondary' : 'ghost'}
              aria-pressed={aspect === name}
              onClick={() => cropping.setAspect(name)}
            >
              {t.aspects[name]}
            </Button>
          ))}
        </fieldset>
        <span className="ms-auto flex">
          {!cropping.isWhole && <IconButton label={t.whole} icon={<Undo2 />} onClick={cropping.reset} />}
          <IconButton label={t.turnLeft} icon={<RotateCcw />} onClick={() => cropping.turn(-1)} />
          <IconButton label={t.turnRight} icon={<RotateCw />} onClick={() => cropping.turn(1)} />
        </span>
      </div>
    </div>
  )
}

/** A picture that was drawn elsewhere. */
function Drawn({ canvas }: { canvas: HTMLCanvasElement }) {
  const own = useRef<HTMLCanvasElement>(null)
  useEffect(() => own.current?.getContext('2d')?.drawImage(canvas, 0, 0), [canvas])
  return <canvas ref={own} aria-hidden="true" width={canvas.width} height={canvas.height} className="size-full" />
}
