import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'

interface NotLoadedProps {
  error: unknown
  onAgain: () => void
  /** What is missing, and how one asks for it again. */
  words: { notLoaded: string; tryAgain: string }
}

/** What stands where something was to be, when it could not be had. */
export function NotLoaded({ error, onAgain, words }: NotLoadedProps) {
  return (
    <EmptyState
      illustration={<EmptyPicture name="offline" />}
      title={words.notLoaded}
      text={sentenceFor(error, useWords())}
      action={<Button onClick={onAgain}>{words.tryAgain}</Button>}
    />
  )
}
