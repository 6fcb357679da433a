import type { Message } from '@kith/protocol/messages.ts'
import { ChevronLeft, ChevronRight, Download, GalleryVerticalEnd, X, ZoomIn, ZoomOut } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useEffect, useMemo } from 'react'
import type { KeyboardEvent } from 'react'
import { Scrim } from '../../design/dialog.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { showViewer } from '../../live/viewer.ts'
import type { Shown } from '../../live/viewer.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { openPosting } from '../posting/posting.tsx'
import { isVisual } from './box.ts'
import type { Visual } from './box.ts'
import { Stage } from './stage.tsx'
import { useZoom } from '../../design/use-zoom.ts'

const close = (): void => showViewer(null)

/** Pictures and videos, one at a time, as large as the window. */
export function ViewerDialog({ shown }: { shown: Shown }) {
  const { attachments } = useMoreWords()
  const { viewer: t } = attachments
  const { posting } = usePostingWords()
  const { visuals, isInWindow, ownIds } = useVisuals(shown)
  const at = visuals.findIndex(({ id }) => id === shown.openId)
  const visual = visuals[at]
  const zoom = useZoom(shown.openId)

  // The first of what is loaded is not the first there is.
  const isFirst = at === 0 && shown.items === null && isInWindow
  useEffect(() => {
    if (isFirst) client.loadBefore(shown.conversationId).catch(() => undefined)
  }, [isFirst, shown.conversationId])
  // What is looked at was deleted meanwhile.
  useEffect(() => {
    if (visual === undefined) close()
  }, [visual])

  function step(by: -1 | 1): void {
    const next = visuals[at + by]
    if (next !== undefined) showViewer({ ...shown, openId: next.id })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLVideoElement) return
    const ahead = document.dir === 'rtl' ? -1 : 1
    if (event.key === 'ArrowRight') step(ahead)
    else if (event.key === 'ArrowLeft') step(ahead === 1 ? -1 : 1)
    else if (event.key === '+' || event.key === '=') zoom.by(1.5)
    else if (event.key === '-') zoom.by(1 / 1.5)
    else if (event.key === '0') zoom.reset()
    else return
    event.preventDefault()
  }

  if (visual === undefined) return null
  const isPicture = visual.kind === 'image'
  return (
    <Radix.Root open onOpenChange={close}>
      <Radix.Portal>
        <Scrim isOpen />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onOpenAutoFocus={(event) => {
            // What is looked at is the picture: a button that had the focus would show its hint over it.
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
          data-theme="dark"
          className="motion-fade fixed inset-0 z-50 flex flex-col bg-darkroom text-ink outline-none"
        >
          <header className="z-10 flex shrink-0 items-center gap-1 py-2 ps-4 pe-2">
            <Radix.Title className="sr-only">{t.title}</Radix.Title>
            <p className="flex min-w-0 grow flex-col text-sm">
              <bdi className="truncate font-semibold">{visual.name}</bdi>
              <span className="text-muted">
                {visuals.length > 1 && `${t.place(at + 1, visuals.length)} · `}
                {sizeInWords(visual.size)}
              </span>
            </p>
            {isPicture && (
              <>
                <IconButton
                  label={t.zoomOut}
                  shortcut={['-']}
                  icon={<ZoomOut />}
                  onClick={() => zoom.by(1 / 1.5)}
                  side="bottom"
                  className="max-md:hidden"
                />
                <IconButton
                  label={t.zoomIn}
                  shortcut={['+']}
                  icon={<ZoomIn />}
                  onClick={() => zoom.by(1.5)}
                  side="bottom"
                  className="max-md:hidden"
                />
              </>
            )}
            {ownIds.has(visual.id) && (
              <IconButton
                label={posting.publishPicture}
                icon={<GalleryVerticalEnd />}
                side="bottom"
                onClick={() => {
                  close()
                  openPosting([visual])
                }}
              />
            )}
            <a
              href={`${visual.url}?download=1`}
              download={visual.name}
              aria-label={attachments.downloadNamed(visual.name)}
              className="flex size-control items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <Download aria-hidden="true" className="size-5" />
            </a>
            <Radix.Close asChild>
              <IconButton label={t.close} shortcut={['Esc']} icon={<X />} side="bottom" />
            </Radix.Close>
          </header>
          <Stage key={visual.id} visual={visual} zoom={zoom} onStep={step} onClose={close} />
          <Ahead visual={visuals[at + 1]} />
          {at > 0 && (
            <IconButton
              label={t.previous}
              icon={<ChevronLeft className="rtl:-scale-x-100" />}
              onClick={() => step(-1)}
              hasTooltip={false}
              className="absolute! start-2 top-1/2 rounded-full! bg-shade text-on-shade! max-md:hidden"
            />
          )}
          {at < visuals.length - 1 && (
            <IconButton
              label={t.next}
              icon={<ChevronRight className="rtl:-scale-x-100" />}
              onClick={() => step(1)}
              hasTooltip={false}
              className="absolute! end-2 top-1/2 rounded-full! bg-shade text-on-shade! max-md:hidden"
            />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The next one is fetched while this one is looked at. */
function Ahead({ visual }: { visual: Visual | undefined }) {
  if (visual === undefined || visual.kind === 'video') return null
  return <img src={visual.url} alt="" className="hidden" />
}

interface Visuals {
  visuals: readonly Visual[]
  isInWindow: boolean
  /** Those that the person here brought. */
  ownIds: ReadonlySet<string>
}

/** What can be looked at one after another: as it was given, else what is loaded of the conversation or of the thread. */
function useVisuals({ conversationId, openId, items }: Shown): Visuals {
  const window = useKith((state) => state.timelines.get(conversationId))
  const threads = useKith((state) => state.threads)
  const myId = useKith((state) => state.me?.id)
  const ownIds = useMemo(() => {
    const messages = [
      ...(window?.items ?? []),
      ...[...threads.values()].flatMap(({ root, items: said }) => [root, ...said]),
    ]
    const own = messages.filter(({ author, forwardedFrom }) => author.id === myId && forwardedFrom === null)
    return new Set(visualsOf(own).map(({ id }) => id))
  }, [window, threads, myId])
  const found = useMemo(() => {
    const inWindow = visualsOf(window?.items ?? [])
    const isHere = (visuals: readonly Visual[]): boolean => visuals.some(({ id }) => id === openId)
    if (items !== null) return { visuals: items.filter(isVisual), isInWindow: false }
    if (isHere(inWindow)) return { visuals: inWindow, isInWindow: true }
    const inThreads = [...threads.values()].map((thread) => visualsOf([thread.root, ...thread.items]))
    return { visuals: inThreads.find(isHere) ?? [], isInWindow: false }
  }, [items, window, threads, openId])
  return { ...found, ownIds }
}

const visualsOf = (messages: readonly Message[]): Visual[] =>
  messages.flatMap(({ attachments }) => attachments).filter(isVisual)
