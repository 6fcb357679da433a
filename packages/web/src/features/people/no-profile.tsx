import { ProblemError } from '@kith/sdk/problem-error.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded } from '../asking/asking.ts'

/** Nobody by that name, or they could not be asked for. */
export function NoProfile({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const { people: t } = useMoreWords()
  if (error instanceof ProblemError && error.code === 'not-found') {
    return <EmptyState illustration={<EmptyPicture name="search" />} title={t.gone} text={t.goneText} />
  }
  return <NotLoaded error={error} onAgain={onAgain} words={t} />
}
