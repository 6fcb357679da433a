import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

export function FailedState({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const words = useWords()
  const { settings: t } = useMoreWords()
  return (
    <EmptyState
      illustration={<EmptyPicture name="offline" />}
      title={t.notLoaded}
      text={sentenceFor(error, words)}
      action={<Button onClick={onAgain}>{t.tryAgain}</Button>}
    />
  )
}
