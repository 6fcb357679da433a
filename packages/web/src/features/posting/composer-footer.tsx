import { CloudCheck, CloudOff, Trash2 } from 'lucide-react'
import { limits } from '@kith/protocol/limits.ts'
import { useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Progress } from '../../design/progress.tsx'
import { useKith } from '../../live/use-kith.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { isEmpty, isReady } from './begun.ts'
import type { Begun } from './begun.ts'
import { useKeeping } from './keeping.ts'
import { isUploaded } from './slide.ts'
import { wantPosted } from './publish.ts'

interface ComposerFooterProps {
  begun: Begun
  onDiscard: () => void
  /** Goes to where a picture is described. */
  onDescribe: (key: string) => void
}

/** Whether it is kept, and the way out into the world. */
export function ComposerFooter({ begun, onDiscard, onDescribe }: ComposerFooterProps) {
  const { posting: t } = usePostingWords()
  const [isReminding, setIsReminding] = useState(false)
  const { slides, caption, phase } = begun
  const bare = slides.filter(({ kind, alt }) => kind === 'image' && alt.trim() === '')
  const [first] = bare
  if (phase !== 'writing') return <OnItsWay begun={begun} />
  if (isReminding && first !== undefined) {
    return (
      <div className="flex grow flex-col gap-3">
        <Banner tone="quiet" className="rounded-md">
          <span className="font-semibold">{t.undescribed(bare.length)}.</span> {t.undescribedText}
        </Banner>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => wantPosted(true)}>{t.postAnyway}</Button>
          <Button variant="primary" onClick={() => onDescribe(first.key)}>
            {t.describeNow}
          </Button>
        </div>
      </div>
    )
  }
  const hasFailed = slides.some(({ state }) => state === 'failed')
  const isTooLong = Array.from(caption).length > limits.captionMax
  return (
    <>
      <IconButton label={t.throwAway} icon={<Trash2 />} side="top" onClick={onDiscard} className="-ms-2" />
      <Kept begun={begun} />
      <Button
        variant="primary"
        className="ms-auto"
        disabled={isEmpty(begun) || isTooLong || hasFailed}
        onClick={() => (bare.length > 0 ? setIsReminding(true) : wantPosted(true))}
      >
        {isReady(begun) ? t.post : t.postWhenReady}
      </Button>
    </>
  )
}

function OnItsWay({ begun: { slides, phase } }: { begun: Begun }) {
  const { posting: t } = usePostingWords()
  const isOnline = useKith(({ connection }) => connection.state === 'online')
  const done = slides.filter(isUploaded).length
  const share = slides.reduce((sum, slide) => sum + (isUploaded(slide) ? 1 : slide.share * 0.95), 0)
  return (
    <div className="flex grow flex-col gap-2">
      <div className="flex items-center gap-3">
        <output className="grow font-medium">
          {!isOnline ? t.offline : done < slides.length ? t.postingOf(done, slides.length) : t.posting}
        </output>
        {phase === 'wanted' && (
          <Button size="sm" onClick={() => wantPosted(false)}>
            {t.wait}
          </Button>
        )}
      </div>
      <Progress value={slides.length === 0 ? 1 : share / slides.length} label={t.progress} />
      <p className="text-sm text-muted">{t.keepsGoing}</p>
    </div>
  )
}

function Kept({ begun }: { begun: Begun }) {
  const { posting: t } = usePostingWords()
  const keeping = useKeeping()
  if (isEmpty(begun) || keeping === 'waiting') return null
  const isKept = keeping === 'kept'
  const Icon = isKept ? CloudCheck : CloudOff
  return (
    <output className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <span className="max-md:sr-only">{isKept ? t.draftKept : t.notKept}</span>
    </output>
  )
}
