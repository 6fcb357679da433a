import type { Post } from '@kith/protocol/posts.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Bookmark, Heart, MessageCircle, Send } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import { useFeedWords } from '../../words/feed-words.ts'
import { sharePost } from '../sharing/sharing.tsx'
import type { Liking } from './use-liking.ts'

const { Part: PostLikers } = onDemand(async () => (await import('./post-likers.tsx')).PostLikers)
const numbers = new Intl.NumberFormat('en', { notation: 'compact' })

const countClass =
  'relative min-h-6 min-w-6 rounded-sm px-1 text-sm font-semibold text-muted tabular-nums hover:text-ink hover:underline ' +
  'pointer-coarse:after:absolute pointer-coarse:after:-inset-y-3 pointer-coarse:after:inset-x-0'

/** What one does with a post: like, comment, send on, keep; and how many did. */
export function PostActions({ post, liking, isWhole }: { post: Post; liking: Liking; isWhole: boolean }) {
  const { feed: t } = useFeedWords()
  const [isAsking, setIsAsking] = useState(false)
  const { likeCount, commentCount } = post.state
  const comments = (
    <>
      <MessageCircle aria-hidden="true" className="size-5.5" />
      <span aria-hidden="true" className="text-sm font-semibold tabular-nums">
        {commentCount > 0 && numbers.format(commentCount)}
      </span>
      <span className="sr-only">{commentCount > 0 ? t.comments(commentCount) : t.comment}</span>
    </>
  )
  const commentsClass =
    'flex h-control min-w-control items-center justify-center gap-1.5 rounded-md px-2 text-muted transition-colors hover:bg-hover hover:text-ink'
  return (
    <div className="flex items-center px-2 py-1">
      <IconButton
        label={post.isLiked ? t.unlike : t.like}
        icon={<Heart className={clsx('size-5.5!', post.isLiked && 'fill-accent text-accent')} />}
        hasTooltip={false}
        isPressed={post.isLiked}
        onClick={liking.toggleLike}
        className="aria-pressed:bg-transparent!"
      />
      <button
        type="button"
        onClick={() => setIsAsking(true)}
        className={clsx(countClass, 'me-1.5', likeCount === 0 && 'invisible')}
      >
        <span aria-hidden="true">{numbers.format(likeCount)}</span>
        <span className="sr-only">{t.likes(likeCount)}</span>
      </button>
      {isWhole ? (
        <span className={clsx(commentsClass, 'pointer-events-none')}>{comments}</span>
      ) : (
        <Link to="/posts/$postId" params={{ postId: post.id }} className={commentsClass}>
          {comments}
        </Link>
      )}
      <IconButton
        label={t.share}
        icon={<Send className="size-5!" />}
        hasTooltip={false}
        onClick={() => sharePost(post)}
      />
      <span className="grow" />
      <IconButton
        label={post.isSaved ? t.unsave : t.save}
        icon={<Bookmark className={clsx('size-5.5!', post.isSaved && 'fill-ink text-ink')} />}
        hasTooltip={false}
        isPressed={post.isSaved}
        onClick={liking.toggleSave}
        className="aria-pressed:bg-transparent!"
      />
      {isAsking && <PostLikers postId={post.id} onClose={() => setIsAsking(false)} />}
    </div>
  )
}
