import { useCallback } from 'react'
import { showToast } from '../design/toast.ts'
import { sentenceFor } from '../words/sentences.ts'
import { useWords } from '../words/words.ts'

/** Tells that something failed: `title` says what did not happen, the text why and what to do. */
export function useReport(): (title: string, error: unknown) => void {
  const words = useWords()
  return useCallback(
    (title, error) => {
      showToast({ id: `failed ${title}`, tone: 'danger', title, text: sentenceFor(error, words), durationMs: 6_000 })
    },
    [words],
  )
}
