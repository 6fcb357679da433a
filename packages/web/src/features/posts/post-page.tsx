import { useCanGoBack, useRouter } from '@tanstack/react-router'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { posts, usePost, usePosts, useWatchPosts } from '../../live/posts.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { Viewer } from '../attachments/attachments.tsx'
import { PostComments } from '../post-comments/post-comments.tsx'
import { PostCard } from './post-card.tsx'
import { PostSkeleton } from './post-skeleton.tsx'
import { useAreGoing } from './removing.ts'

/** A post by itself, and what is said about it. */
export function PostPage({ postId }: { postId: string }) {
  const { shell } = useWords()
  const { feed: t } = useFeedWords()
  const router = useRouter()
  const mayGoBack = useCanGoBack()
  const isKnown = usePost(postId) !== undefined
  const isGone = usePosts((state) => state.gone.has(postId))
  const isGoing = useAreGoing()(postId)
  const asked = useAnswer(postId, () => posts.get(postId))
  useWatchPosts([postId])

  function back(): void {
    if (mayGoBack) router.history.back()
    else void router.navigate({ to: '/feed' })
  }

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
      <div className="mx-auto flex w-full max-w-136 grow flex-col pb-10 md:pt-4">
        <header className="sticky top-0 z-10 flex items-center gap-1 bg-paper px-2 py-1.5 md:px-0">
          <IconButton label={shell.back} icon={<ArrowLeft className="rtl:-scale-x-100" />} onClick={back} />
          <h1 className="text-lg font-bold">{t.postTitle}</h1>
        </header>
        {isGone || isGoing ? (
          <EmptyState
            illustration={<EmptyPicture name="feed" />}
            title={t.goneTitle}
            text={t.goneText}
            action={
              <Link to="/feed" className={buttonClass('primary')}>
                {t.toFeed}
              </Link>
            }
          />
        ) : isKnown ? (
          <>
            <PostCard postId={postId} isWhole />
            <PostComments postId={postId} />
          </>
        ) : asked.error === null ? (
          <PostSkeleton label={t.loading} />
        ) : (
          <NotLoaded error={asked.error} onAgain={asked.again} words={{ ...t, notLoaded: t.notLoadedOne }} />
        )}
      </div>
      <Viewer />
    </main>
  )
}
