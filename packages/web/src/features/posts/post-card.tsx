import { hasHiddenWord } from '@kith/protocol/hidden-words.ts'
import type { Post } from '@kith/protocol/posts.ts'
import clsx from 'clsx'
import { EyeOff } from 'lucide-react'
import { memo, useId } from 'react'
import type { HTMLAttributes } from 'react'
import { Button } from '../../design/button.tsx'
import { personName } from '../../live/naming.ts'
import { usePost, usePosts } from '../../live/posts.ts'
import { useKith } from '../../live/use-kith.ts'
import { showViewer } from '../../live/viewer.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { Caption } from './caption.tsx'
import { Carousel } from './carousel.tsx'
import { useOpened } from './opened.ts'
import { PostActions } from './post-actions.tsx'
import { PostHeader } from './post-header.tsx'
import { useLiking } from './use-liking.ts'
import { CoverAgain, WarningCover } from './warning-cover.tsx'

/** As wide as the column of a feed. */
const SIZES = '(min-width: 38rem) 34rem, 100vw'

const look = 'overflow-hidden bg-raised md:rounded-lg md:border md:border-line max-md:border-y max-md:border-line'

interface PostCardProps {
  postId: string
  /** Shown by itself, with all that it says. */
  isWhole?: boolean
  /** Its place in a feed, from 0, and how many there are; -1 where that is not known. */
  at?: number
  of?: number
}

/** A post, kept as it is on the server where somebody watches it. Nothing where it is not known. */
export const PostCard = memo(function PostCard({ postId, isWhole = false, at, of }: PostCardProps) {
  const post = usePost(postId)
  if (post === undefined) return null
  const place = at === undefined ? {} : { 'aria-posinset': at + 1, 'aria-setsize': of, tabIndex: 0 }
  return <Known post={post} isWhole={isWhole} isUrgent={isWhole || at === 0} place={place} />
})

interface KnownProps {
  post: Post
  isWhole: boolean
  /** Whether it is what one waits for. */
  isUrgent: boolean
  /** What a feed says of its articles. */
  place: HTMLAttributes<HTMLElement>
}

function Known({ post, isWhole, isUrgent, place }: KnownProps) {
  const { feed: t } = useFeedWords()
  const nameId = useId()
  const [isCovered, setIsCovered] = useCover(post)
  const [isFolded, unfold] = useFold(post)
  const liking = useLiking(post)
  const { media, warning } = post
  if (isFolded) {
    return (
      <article
        {...place}
        aria-label={t.postBy(personName(post.author))}
        className={clsx(look, 'flex items-center gap-3 px-4 py-3 text-muted')}
      >
        <EyeOff aria-hidden="true" className="size-4.5 shrink-0" />
        <p className="min-w-0 grow">{t.hidden}</p>
        <Button variant="ghost" size="sm" onClick={unfold}>
          {t.showHidden}
        </Button>
      </article>
    )
  }

  function open(mediaId: string): void {
    // Whoever looks closer wants to know what is to be seen, not what the file is called.
    const items = media.map((one) => (one.alt === '' ? one : { ...one, name: one.alt }))
    showViewer({ conversationId: '', openId: mediaId, items })
  }

  return (
    <article {...place} aria-labelledby={nameId} className={look}>
      <PostHeader post={post} nameId={nameId} />
      {isCovered ? (
        <WarningCover post={post} onShow={() => setIsCovered(false)} />
      ) : (
        <>
          {warning !== '' && <CoverAgain warning={warning} onHide={() => setIsCovered(true)} />}
          {media.length > 0 ? (
            <Carousel media={media} isUrgent={isUrgent} sizes={SIZES} onLike={liking.like} onOpen={open} />
          ) : (
            <div className="px-4 pb-1">
              <Caption post={post} isWhole={isWhole} />
            </div>
          )}
        </>
      )}
      <PostActions post={post} liking={liking} isWhole={isWhole} />
      {media.length > 0 && !isCovered && post.caption.trim() !== '' && (
        <div className="px-4 pb-3.5">
          <Caption post={post} isWhole={isWhole} />
        </div>
      )}
    </article>
  )
}

/** Whether what its author warns of is covered. One's own never is. */
function useCover({ id, author, warning }: Post): [boolean, (isCovered: boolean) => void] {
  const isOwn = useKith((state) => state.me?.id === author.id)
  const [isOpened, setIsOpened] = useOpened('warning', id)
  return [warning !== '' && !isOwn && !isOpened, (isCovered) => setIsOpened(!isCovered)]
}

/** Whether it has words of which one wants to read nothing. */
function useFold({ id, author, caption, warning, media }: Post): [boolean, () => void] {
  const isOwn = useKith((state) => state.me?.id === author.id)
  const words = usePosts((state) => state.hiddenWords)
  const [isOpened, setIsOpened] = useOpened('hidden', id)
  const text = [caption, warning, ...media.map(({ alt }) => alt)].join('\n')
  return [!isOwn && !isOpened && words !== null && hasHiddenWord(text, words), () => setIsOpened(true)]
}
