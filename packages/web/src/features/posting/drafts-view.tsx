import { Trash2, Type, Video } from 'lucide-react'
import { EmptyState } from '../../design/empty-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { UNDO_MS, usePending } from '../../live/later.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { plainText } from '../../words/plain-text.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useAnswer } from '../asking/asking.ts'
import type { Begun } from './begun.ts'
import { allLeft, draftKey, goOnWith, leaveBegun, takeDraftBack, throwAway } from './opening.ts'
import type { Left } from './merged-drafts.ts'
import type { Slide } from './slide.ts'
import { useBlobUrl } from './use-blob-url.ts'

/** What was begun and left, on all devices. */
export function DraftsView({ current, onOpened }: { current: Begun; onOpened: () => void }) {
  const { posting: t } = usePostingWords()
  const report = useReport()
  const left = useAnswer('drafts', allLeft)
  const pending = usePending()

  async function open({ begun }: Left): Promise<void> {
    await leaveBegun()
    goOnWith(begun)
    onOpened()
  }

  function discard({ begun }: Left): void {
    throwAway(begun, (error) => report(t.notThrown, error))
    const action = { label: t.undo, onSelect: () => takeDraftBack(begun.draftId) }
    showToast({ id: 'draft', title: t.thrown, durationMs: UNDO_MS, action })
  }

  if (left.value === undefined) return <SkeletonList count={3} label={t.loading} />
  const others = left.value.filter(
    ({ begun }) => begun.draftId !== current.draftId && !pending.has(draftKey(begun.draftId)),
  )
  return (
    <>
      <p className="text-muted">{t.draftsText}</p>
      {others.length === 0 && <EmptyState title={t.noDrafts} />}
      <ul aria-label={t.draftsTitle} className="mt-2 flex flex-col divide-y divide-line">
        {others.map((one) => (
          <DraftRow
            key={one.begun.draftId}
            left={one}
            onOpen={() => void open(one).catch((error: unknown) => report(t.notOpened, error))}
            onDiscard={() => discard(one)}
          />
        ))}
      </ul>
    </>
  )
}

interface DraftRowProps {
  left: Left
  onOpen: () => void
  onDiscard: () => void
}

function DraftRow({ left: { begun, changedAt }, onOpen, onDiscard }: DraftRowProps) {
  const { posting: t } = usePostingWords()
  const { caption, slides } = begun
  const [first] = slides
  const at = new Date(changedAt).toISOString()
  const words = caption.trim() === '' ? t.noWords : plainText(caption)
  return (
    <li className="flex items-center gap-3 py-2">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-w-0 grow items-center gap-3 rounded-md p-1.5 text-start hover:bg-hover"
      >
        <span className="sr-only">{t.openDraft}</span>
        <span className="flex size-14 shrink-0 items-center justify-center overflow-hidden rounded-md bg-sunken text-muted">
          {first === undefined ? <Type aria-hidden="true" className="size-5" /> : <Likeness slide={first} />}
        </span>
        <span className="flex min-w-0 flex-col">
          <span dir="auto" className="truncate font-medium">
            {words}
          </span>
          <span className="truncate text-sm text-muted">
            {slides.length > 0 && `${t.picked(slides.length)} · `}
            <time dateTime={at} title={exactTime(at)}>
              {relativeTime(at)}
            </time>
          </span>
        </span>
      </button>
      <IconButton label={t.throwAwayOf(words.slice(0, 80))} icon={<Trash2 />} onClick={onDiscard} />
    </li>
  )
}

function Likeness({ slide: { kind, file, attachment } }: { slide: Slide }) {
  const url = useBlobUrl(kind === 'image' ? file : null)
  const src = attachment?.thumbnailUrl ?? url
  if (src === null) return <Video aria-hidden="true" className="size-5" />
  return <img src={src} alt="" className="size-full object-cover" />
}
