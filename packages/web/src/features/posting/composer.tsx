import type { Attachment } from '@kith/protocol/uploads.ts'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { PageDialog } from '../../design/page-dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { postAddress } from '../../live/post-address.ts'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useWords } from '../../words/words.ts'
import { begunNow, isEmpty, setBegun, useBegun } from './begun.ts'
import { ComposeView } from './compose-view.tsx'
import { ComposerFooter } from './composer-footer.tsx'
import { DraftsView } from './drafts-view.tsx'
import { tellServer } from './keeping.ts'
import { beginPosting, goOnWith, takeDraftBack, throwAway } from './opening.ts'
import { SlideView } from './slide-view.tsx'
import { openPosting } from './posting.tsx'
import { setGoTo } from './publish.ts'
import { useDropping } from './use-dropping.tsx'
import { UNDO_MS } from '../../live/later.ts'

export type ComposerView = { kind: 'compose' } | { kind: 'drafts' } | { kind: 'slide'; key: string }

interface ComposerProps {
  pictures: readonly Attachment[]
  onClose: () => void
}

/** Where a post is made. What is begun is kept all the time: closing it loses nothing. */
export function Composer({ pictures, onClose }: ComposerProps) {
  const { shell } = useWords()
  const { posting: t } = usePostingWords()
  const report = useReport()
  const navigate = useNavigate()
  const begun = useBegun()
  const [isRestored, setIsRestored] = useState(false)
  const [view, setView] = useState<ComposerView>({ kind: 'compose' })
  const dropping = useDropping(begun?.phase === 'writing' && view.kind === 'compose')

  const begin = useEffectEvent(() => {
    beginPosting(pictures).then(setIsRestored, (error: unknown) => report(t.notOpened, error))
  })
  useEffect(() => begin(), [])
  // Who goes back means the page; what was begun is kept.
  const { pathname } = useLocation()
  const [begunAt] = useState(pathname)
  const isElsewhere = pathname !== begunAt
  const leave = useEffectEvent(close)
  useEffect(() => {
    if (isElsewhere) leave()
  }, [isElsewhere])
  useEffect(() => setGoTo((postId) => void navigate({ to: postAddress(postId) })), [navigate])

  function close(): void {
    onClose()
    const now = begunNow()
    if (now === null || now.phase !== 'writing') return
    void tellServer()
    if (isEmpty(now)) setBegun(null)
    else showToast({ id: 'draft', title: t.kept })
  }

  function discard(): void {
    const thrown = begunNow()
    if (thrown === null) return
    setBegun(null)
    onClose()
    if (isEmpty(thrown) && !thrown.isOnServer) return
    throwAway(thrown, (error) => report(t.notThrown, error))
    const undo = (): void => {
      takeDraftBack(thrown.draftId)
      goOnWith(thrown)
      openPosting()
    }
    showToast({ id: 'draft', title: t.thrown, durationMs: UNDO_MS, action: { label: t.undo, onSelect: undo } })
  }

  const toCompose = (): void => setView({ kind: 'compose' })
  const slide = view.kind === 'slide' ? begun?.slides.find(({ key }) => key === view.key) : undefined
  const titles = { compose: t.title, drafts: t.draftsTitle, slide: slide?.kind === 'video' ? t.describe : t.cropTitle }
  const isInSlide = slide !== undefined
  const kind = view.kind === 'slide' && !isInSlide ? 'compose' : view.kind
  return (
    <PageDialog
      {...dropping.handlers}
      onIsOpenChange={() => (kind === 'compose' ? close() : toCompose())}
      title={titles[kind]}
      closeLabel={kind === 'compose' ? shell.close : t.back}
      veil={dropping.veil}
      footer={
        begun !== null &&
        kind === 'compose' && (
          <ComposerFooter begun={begun} onDiscard={discard} onDescribe={(key) => setView({ kind: 'slide', key })} />
        )
      }
    >
      {begun === null ? (
        <SkeletonList count={3} label={shell.loading} />
      ) : isInSlide ? (
        <SlideView key={slide.key} begun={begun} slide={slide} onView={setView} />
      ) : kind === 'drafts' ? (
        <DraftsView current={begun} onOpened={toCompose} />
      ) : (
        <ComposeView
          begun={begun}
          note={isRestored && !isEmpty(begun) ? t.restored : null}
          onView={setView}
          onAnew={() => setIsRestored(false)}
        />
      )}
      {begun !== null && kind === 'drafts' && (
        <div className="mt-4 flex justify-end">
          <Button onClick={toCompose}>{t.back}</Button>
        </div>
      )}
    </PageDialog>
  )
}
