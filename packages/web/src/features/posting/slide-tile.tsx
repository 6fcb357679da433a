import clsx from 'clsx'
import { ArrowUpToLine, Crop, Ellipsis, MoveLeft, MoveRight, Play, RotateCcw, TextQuote, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { placeholderOf } from '../../design/placeholder.ts'
import { Progress } from '../../design/progress.tsx'
import { useKith } from '../../live/use-kith.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import type { Slide } from './slide.ts'
import { removeSlide, uploadAgain } from './slides.ts'
import { useBlobUrl } from './use-blob-url.ts'
import { SLIDE_TYPE } from './use-dropping.tsx'

/** What is being dragged: only the drop may read what the browser carries. */
let dragged: string | null = null

interface SlideTileProps {
  slide: Slide
  at: number
  count: number
  onOpen: (key: string) => void
  onMove: (key: string, to: number) => void
}

/** A picture or video of the post: pressed it opens, dragged or by Alt and an arrow it goes elsewhere. */
export function SlideTile({ slide, at, count, onOpen, onMove }: SlideTileProps) {
  const { posting: t } = usePostingWords()
  const { key, kind, alt } = slide
  const number = at + 1

  function onKeyDown(event: KeyboardEvent): void {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    const isTowardsEnd = (event.key === 'ArrowRight') === (document.dir !== 'rtl')
    onMove(key, at + (isTowardsEnd ? 1 : -1))
  }

  const entries: MenuEntry[] = [
    { kind: 'action', label: t.describe, icon: <TextQuote />, onSelect: () => onOpen(key) },
    ...(kind === 'image'
      ? [{ kind: 'action' as const, label: t.edit, icon: <Crop />, onSelect: () => onOpen(key) }]
      : []),
    { kind: 'line' },
    {
      kind: 'action',
      label: t.earlier,
      icon: <MoveLeft className="rtl:-scale-x-100" />,
      shortcut: ['Alt', '←'],
      isDisabled: at === 0,
      onSelect: () => onMove(key, at - 1),
    },
    {
      kind: 'action',
      label: t.later,
      icon: <MoveRight className="rtl:-scale-x-100" />,
      shortcut: ['Alt', '→'],
      isDisabled: number === count,
      onSelect: () => onMove(key, at + 1),
    },
    {
      kind: 'action',
      label: t.first,
      icon: <ArrowUpToLine className="-rotate-90 rtl:rotate-90" />,
      isDisabled: at === 0,
      onSelect: () => onMove(key, 0),
    },
    { kind: 'line' },
    { kind: 'action', label: t.remove, icon: <Trash2 />, isDanger: true, onSelect: () => removeSlide(slide) },
  ]

  return (
    // Keys of the buttons inside come up to it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      aria-label={t.place(number, count)}
      draggable
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        dragged = key
        event.dataTransfer.setData(SLIDE_TYPE, key)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onDragEnd={() => {
        dragged = null
      }}
      onDragOver={(event) => {
        if (dragged === null) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'move'
        if (dragged !== key) onMove(dragged, at)
      }}
      onDrop={(event) => {
        if (dragged !== null) event.preventDefault()
      }}
      className="relative aspect-square overflow-hidden rounded-md bg-sunken"
    >
      <button
        type="button"
        aria-label={`${t.place(number, count)}: ${kind === 'image' ? t.edit : t.describe}`}
        onClick={() => onOpen(key)}
        className="absolute inset-0 cursor-pointer outline-offset-[-3px]"
      >
        <Likeness slide={slide} />
      </button>
      <span className="pointer-events-none absolute start-1 top-1 flex items-center gap-1">
        <span className="min-w-6 rounded-full bg-shade px-1.5 text-center text-xs leading-6 font-semibold text-on-shade">
          {number}
        </span>
        {kind === 'video' && (
          <span className="rounded-full bg-shade p-1.5 text-on-shade">
            <Play aria-label={t.video} className="size-3 fill-current" />
          </span>
        )}
      </span>
      <span className="absolute end-1 top-1">
        <Menu
          trigger={
            <IconButton
              size="sm"
              label={t.menuOf(number)}
              icon={<Ellipsis />}
              hasTooltip={false}
              className="rounded-full! bg-shade text-on-shade! hover:bg-ink!"
            />
          }
          entries={entries}
          align="end"
        />
      </span>
      <State slide={slide} number={number} />
      {alt.trim() !== '' && slide.state === 'ready' && (
        <span className="pointer-events-none absolute start-1 bottom-1 rounded-sm bg-shade px-1.5 text-xs leading-5 font-semibold text-on-shade">
          ALT
          <span className="sr-only">{t.described}</span>
        </span>
      )}
    </li>
  )
}

function Likeness({ slide: { kind, file, attachment } }: { slide: Slide }) {
  const url = useBlobUrl(file)
  const look = 'size-full object-cover'
  const src = url ?? attachment?.previewUrl ?? null
  if (kind === 'video' && src !== null) {
    return <video src={`${src}#t=0.01`} muted playsInline preload="metadata" tabIndex={-1} className={look} />
  }
  const hash = attachment?.thumbhash ?? null
  return (
    <span
      style={hash === null ? undefined : { backgroundImage: `url(${placeholderOf(hash)})` }}
      className="block size-full bg-cover bg-center"
    >
      {src !== null && <img src={src} alt="" draggable={false} className={look} />}
    </span>
  )
}

/** How far it is, and why it is no further. */
function State({ slide, number }: { slide: Slide; number: number }) {
  const { posting: t } = usePostingWords()
  const isOnline = useKith(({ connection }) => connection.state === 'online')
  const { state, share, refusal } = slide
  if (state === 'ready') return null
  const why = refusal === null ? t.failed : (t.why[refusal] ?? t.failed)
  const mayRetry = state === 'failed' && (refusal === null || t.why[refusal] === undefined)
  return (
    <span
      className={clsx(
        'absolute inset-x-0 bottom-0 flex min-h-7 items-center gap-1 bg-shade px-2 py-1 text-xs text-on-shade',
        !mayRetry && 'pointer-events-none',
      )}
    >
      {state === 'sending' && <Progress value={share} label={t.uploading(number)} />}
      {state === 'waiting' && <span className="truncate">{isOnline ? t.waiting : t.offline}</span>}
      {state === 'failed' && (
        <span role="alert" className="min-w-0 grow">
          {why}
        </span>
      )}
      {mayRetry && (
        <IconButton
          size="sm"
          label={t.retry(number)}
          icon={<RotateCcw />}
          hasTooltip={false}
          onClick={() => uploadAgain(slide)}
          className="-me-1 size-6! text-current!"
        />
      )}
    </span>
  )
}
