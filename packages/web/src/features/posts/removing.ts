import { useCallback } from 'react'
import { showToast } from '../../design/toast.ts'
import { doLater, takeBack, UNDO_MS, usePending } from '../../live/later.ts'
import { posts } from '../../live/posts.ts'
import { useReport } from '../../live/use-report.ts'
import { useFeedWords } from '../../words/feed-words.ts'

const keyOf = (postId: string): string => `post ${postId}`

/** Deletes a post: it goes from the screen at once, and for good when it can no longer be taken back. */
export function useRemoving(): (postId: string) => void {
  const { feed: t } = useFeedWords()
  const report = useReport()
  return (postId) => {
    const key = keyOf(postId)
    doLater(key, () => posts.remove(postId).catch((error: unknown) => report(t.notRemoved, error)))
    const action = { label: t.undo, onSelect: () => takeBack(key) }
    showToast({ id: key, title: t.removed, durationMs: UNDO_MS, action })
  }
}

/** Whether a post is about to go. */
export function useAreGoing(): (postId: string) => boolean {
  const pending = usePending()
  return useCallback((postId) => pending.has(keyOf(postId)), [pending])
}
