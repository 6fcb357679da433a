import { Play } from 'lucide-react'
import { useMoreWords } from '../../words/more-words.ts'
import { durationClock } from '../../words/durations.ts'
import type { Visual } from './box.ts'
import type { Mosaic } from './mosaic.ts'
import { Picture } from './picture.tsx'
import { showViewer } from '../../live/viewer.ts'

interface PicturesProps {
  conversationId: string
  visuals: readonly Visual[]
  mosaic: Mosaic
  isPending: boolean
}

/** Pictures and videos in rows that fill the room kept for them. */
export function Pictures({ conversationId, visuals, mosaic, isPending }: PicturesProps) {
  const rows = mosaic.rows.map((aspects, index) => {
    const before = mosaic.rows.slice(0, index).flat().length
    const row = visuals.slice(before, before + aspects.length)
    return { aspects, row, key: row[0]?.id }
  })
  return (
    <div className="flex size-full flex-col gap-0.5">
      {rows.map(({ aspects, row, key }) => (
        <div
          key={key}
          // Less than 1 in all would leave room empty.
          style={{ flexGrow: 100 / aspects.reduce((total, each) => total + each, 0) }}
          className="flex min-h-0 basis-0 gap-0.5"
        >
          {row.map((visual, index) => (
            <div key={visual.id} style={{ flexGrow: 100 * (aspects[index] ?? 1) }} className="relative min-w-0 basis-0">
              <Tile
                visual={visual}
                isPending={isPending}
                widthPx={visuals.length === 1 ? 416 : 208}
                onOpen={() => showViewer({ conversationId, openId: visual.id, items: null })}
              />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

interface TileProps {
  visual: Visual
  isPending: boolean
  /** How wide it is shown at most, for choosing its size. */
  widthPx: number
  onOpen: () => void
}

/** One of them; pressing it opens it. */
export function Tile({ visual, isPending, widthPx, onOpen }: TileProps) {
  const { attachments: t } = useMoreWords()
  const isVideo = visual.kind === 'video'
  const length = visual.durationMs === null ? '' : durationClock(visual.durationMs)
  return (
    <button
      type="button"
      disabled={isPending}
      aria-label={isVideo ? t.openVideo(visual.name, length) : t.openPicture(visual.name)}
      onClick={onOpen}
      className="absolute inset-0 bg-skeleton outline-offset-[-3px]"
    >
      <Picture visual={visual} widthPx={widthPx} />
      {isVideo && (
        <>
          <span className="absolute inset-0 m-auto flex size-12 items-center justify-center rounded-full bg-shade text-on-shade">
            <Play aria-hidden="true" className="size-6 translate-x-px fill-current" />
          </span>
          {length !== '' && (
            <span className="absolute start-2 top-2 rounded-full bg-shade px-2 text-xs text-on-shade">{length}</span>
          )}
        </>
      )}
    </button>
  )
}
