import { RotateCcw } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { newBegun, change, setBegun } from './begun.ts'
import type { Begun } from './begun.ts'
import { CaptionField } from './caption-field.tsx'
import { Choices } from './choices.tsx'
import type { ComposerView } from './composer.tsx'
import { DraftsButton } from './drafts-button.tsx'
import { MediaGrid } from './media-grid.tsx'
import { leaveBegun } from './opening.ts'

interface ComposeViewProps {
  begun: Begun
  /** What is said above it; null for nothing. */
  note: string | null
  onView: (view: ComposerView) => void
  onAnew: () => void
}

/** Pictures, words, and who sees them. */
export function ComposeView({ begun, note, onView, onAnew }: ComposeViewProps) {
  const { posting: t } = usePostingWords()
  const report = useReport()
  const isFixed = begun.phase !== 'writing'

  function anew(): void {
    leaveBegun().then(
      () => {
        setBegun(newBegun())
        onAnew()
      },
      (error: unknown) => report(t.notOpened, error),
    )
  }

  return (
    // What is on its way cannot be changed until it has come back.
    <fieldset disabled={isFixed} className="flex flex-col gap-5">
      <legend className="sr-only">{t.title}</legend>
      <div className="-mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 empty:hidden">
        {note !== null && <p className="text-sm text-muted">{note}</p>}
        {note !== null && (
          <Button size="sm" variant="ghost" icon={<RotateCcw aria-hidden="true" />} className="-ms-3" onClick={anew}>
            {t.startAnew}
          </Button>
        )}
        <DraftsButton current={begun} onPress={() => onView({ kind: 'drafts' })} />
      </div>
      <MediaGrid slides={begun.slides} onOpen={(key) => onView({ kind: 'slide', key })} />
      <CaptionField value={begun.caption} onValueChange={(caption) => change({ caption })} />
      <Choices value={begun} onChange={change} />
    </fieldset>
  )
}
