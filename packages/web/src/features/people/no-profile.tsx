import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

/** Nobody by that name, or they could not be asked for. */
export function NoProfile({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const words = useWords()
  const { people: t } = useMoreWords()
  if (error instanceof ProblemError && error.code === 'not-found') {
    return <EmptyState illustration={<EmptyPicture name="search" />} title={t.gone} text={t.goneText} />
  }
  return (
    <EmptyState
      illustration={<EmptyPicture name="offline" />}
      title={t.notLoaded}
      text={sentenceFor(error, words)}
      action={<Button onClick={onAgain}>{t.tryAgain}</Button>}
    />
  )
}
