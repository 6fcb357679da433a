import clsx from 'clsx'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Progress } from '../../design/progress.tsx'
import { bringAgain, forgetBrought, isUnderWay, useBrought } from '../../live/bringing.ts'
import type { Brought } from '../../live/bringing.ts'
import { setLayer } from '../../live/layers.ts'
import { useFileWords } from '../../words/file-words.ts'
import type { FileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { UploadRow } from './upload-row.tsx'
import { usePace } from './use-pace.ts'

/** What is drawn of very many: those under way and those that failed come first. */
const SHOWN = 100
/** All is well and nobody looks: then it goes by itself. */
const GOES_AFTER_MS = 12_000

/** All files that are on their way into projects, on every page until they are there. */
function UploadTray() {
  const { projectFiles } = useFileWords()
  const { bringing: t } = projectFiles
  const all = useBrought()
  const [isFolded, setIsFolded] = useState(false)
  const underWay = all.filter(isUnderWay)
  const failed = all.filter(({ state }) => state === 'failed')
  const counted = all.filter(({ state }) => state !== 'failed')
  const sent = counted.reduce((sum, { sentBytes }) => sum + sentBytes, 0)
  const size = counted.reduce((sum, { file }) => sum + file.size, 0)
  const isMoving = underWay.length > 0
  const pace = usePace(sent, isMoving)
  const shown = useMemo(() => [...all].toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, SHOWN), [all])
  const isWell = !isMoving && failed.length === 0

  useEffect(() => {
    if (!isWell) return
    const timer = setTimeout(() => forgetBrought(all.map(({ key }) => key)), GOES_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isWell, all])

  if (all.length === 0) return null
  const title = isMoving ? t.left(underWay.length) : t.done(all.length - failed.length)
  return (
    <section
      aria-label={t.title}
      className={clsx(
        'motion-rise fixed inset-x-2 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-30 flex max-h-[min(26rem,50dvh)] flex-col overflow-hidden rounded-lg bg-raised shadow-float',
        'md:inset-x-auto md:end-5 md:bottom-5 md:w-96',
      )}
    >
      <header className="flex shrink-0 items-center gap-1 py-1.5 ps-4 pe-1.5">
        <h2 className="flex min-w-0 grow flex-col">
          <span className="truncate font-bold">
            {title}
            {failed.length > 0 && <span className="text-danger-text"> · {t.failedCount(failed.length)}</span>}
          </span>
        </h2>
        {failed.length > 0 && !isMoving && (
          <Button size="sm" variant="ghost" onClick={() => bringAgain(failed.map(({ key }) => key))}>
            {t.retryAll}
          </Button>
        )}
        {isMoving && (
          <Button size="sm" variant="ghost" onClick={() => forgetBrought(underWay.map(({ key }) => key))}>
            {t.cancelAll}
          </Button>
        )}
        <IconButton
          size="sm"
          label={isFolded ? t.show : t.hide}
          aria-expanded={!isFolded}
          icon={isFolded ? <ChevronUp /> : <ChevronDown />}
          onClick={() => setIsFolded(!isFolded)}
        />
        {!isMoving && (
          <IconButton
            size="sm"
            label={t.dismiss}
            icon={<X />}
            onClick={() => forgetBrought(all.map(({ key }) => key))}
          />
        )}
      </header>
      {isMoving && (
        <div className="flex shrink-0 flex-col gap-1.5 px-4 pb-3">
          <Progress value={size === 0 ? 0 : sent / size} label={t.progress} />
          <p className="flex justify-between gap-2 text-xs text-muted">
            <span>{t.of(sizeInWords(sent), sizeInWords(size))}</span>
            {pace !== null && pace > 0 && (
              <span>
                {t.speed(sizeInWords(Math.round(pace)))} · {t.timeLeft(timeInWords((size - sent) / pace, t))}
              </span>
            )}
          </p>
        </div>
      )}
      <output className="sr-only">{isMoving ? '' : title}</output>
      {!isFolded && (
        <ul className="min-h-0 divide-y divide-line overflow-y-auto overscroll-contain border-t border-line">
          {shown.map((one) => (
            <UploadRow key={one.key} one={one} />
          ))}
        </ul>
      )}
    </section>
  )
}

const ranks: Record<Brought['state'], number> = { failed: 0, sending: 1, waiting: 2, done: 3 }
const rankOf = ({ state }: Brought): number => ranks[state]

function timeInWords(seconds: number, t: FileWords['projectFiles']['bringing']): string {
  if (seconds < 60) return t.seconds(Math.max(1, Math.ceil(seconds)))
  if (seconds < 3_600) return t.minutes(Math.ceil(seconds / 60))
  return t.hours(Math.ceil(seconds / 3_600))
}

/** From the first upload on it stands on every page. */
export const showUploads = (): void => setLayer('uploads', <UploadTray />)
