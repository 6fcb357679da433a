import type { Post } from '@kith/protocol/posts.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { posts } from '../../live/posts.ts'
import { useReport } from '../../live/use-report.ts'
import { useFeedWords } from '../../words/feed-words.ts'

export interface Liking {
  like: () => void
  toggleLike: () => void
  toggleSave: () => void
}

/** What one presses below a post. It shows at once; what went wrong is told. */
export function useLiking({ id, isLiked, isSaved }: Pick<Post, 'id' | 'isLiked' | 'isSaved'>): Liking {
  const { feed: t } = useFeedWords()
  const report = useReport()
  const failed = (title: string) => (error: unknown) => {
    // A post that went meanwhile says so itself.
    if (!(error instanceof ProblemError && error.status === 404)) report(title, error)
  }
  const set = (isWanted: boolean): void => void posts.like(id, isWanted).catch(failed(t.notLiked))
  return {
    like: () => {
      if (!isLiked) set(true)
    },
    toggleLike: () => set(!isLiked),
    toggleSave: () => void posts.save(id, !isSaved).catch(failed(isSaved ? t.notUnsaved : t.notSaved)),
  }
}
