import type { Post } from '@kith/protocol/posts.ts'
import { overSocket } from '@kith/sdk/over-socket.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { EyeOff, Images, Play, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { placeholderOf } from '../../design/placeholder.ts'
import { Skeleton } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { postAddress } from '../../live/post-address.ts'
import { posts, usePost, usePosts, useWatchPosts } from '../../live/posts.ts'
import { plainText } from '../../words/plain-text.ts'
import { usePostingWords } from '../../words/posting-words.ts'

const RETRY_MS = 5_000

interface CardProps {
  postId: string
  isInOwn: boolean
}

const rowClass = 'flex h-full w-full items-center gap-3 rounded-md text-start'

/** A post as one may see it now: itself with its counts, or that it cannot be seen. */
export function SharedPostCard({ postId, isInOwn }: CardProps) {
  const { sharing } = usePostingWords()
  const { card: t } = sharing
  const post = usePost(postId)
  const isGone = usePosts((state) => state.gone.has(postId))
  const isKnown = post !== undefined
  useWatchPosts(isGone ? [] : [postId])
  useEffect(() => (isKnown || isGone ? undefined : askUntilKnown(postId)), [postId, isKnown, isGone])
  // Who comes to be a friend sees what was hidden before.
  useEffect(() => {
    if (!isGone) return
    const ask = (): void => void posts.get(postId).catch(() => undefined)
    return overSocket(client, { connect: ask, relation: ask })
  }, [postId, isGone])

  if (isKnown && !isGone) return <VisiblePost post={post} isInOwn={isInOwn} />
  if (!isGone) {
    return (
      <div className={rowClass}>
        <output className="sr-only">{t.loading}</output>
        <Skeleton className="size-19 rounded-md" />
        <span className="flex grow flex-col gap-2">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3.5 w-4/5" />
        </span>
      </div>
    )
  }
  return (
    <div className={rowClass}>
      <Sign isInOwn={isInOwn}>
        <EyeOff aria-hidden="true" />
      </Sign>
      <span className="flex min-w-0 flex-col">
        <span className="truncate font-semibold">{t.gone}</span>
        <span className="truncate text-sm opacity-80">{t.goneText}</span>
      </span>
    </div>
  )
}

/** Asks for a post, again after a while where there is no connection. Returns how to stop. */
function askUntilKnown(postId: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = (): void => {
    posts.get(postId).catch(() => {
      timer = setTimeout(ask, RETRY_MS)
    })
  }
  ask()
  return () => clearTimeout(timer)
}

function VisiblePost({ post, isInOwn }: { post: Post; isInOwn: boolean }) {
  const { sharing } = usePostingWords()
  const { card: t } = sharing
  const { author, caption, media, warning, state } = post
  const name = personName(author)
  const said = caption.trim() === '' ? t.media(media.length) : plainText(caption)
  return (
    <Link to={postAddress(post.id)} preload={false} className={clsx(rowClass, 'group/post')}>
      <span className="sr-only">{t.by}</span>
      <Likeness post={post} isInOwn={isInOwn} />
      <span className="flex min-w-0 grow flex-col">
        <span className="flex items-center gap-1.5">
          <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="xs" />
          <bdi className="truncate font-semibold group-hover/post:underline">{name}</bdi>
        </span>
        <span dir="auto" className="line-clamp-2 text-sm break-words">
          {warning === '' ? said : t.warned(warning)}
        </span>
        <span className="truncate text-xs tabular-nums opacity-80">
          {t.counts(state.likeCount, state.commentCount)}
        </span>
      </span>
    </Link>
  )
}

function Likeness({ post: { media, warning }, isInOwn }: { post: Post; isInOwn: boolean }) {
  const [first] = media
  if (warning !== '' || first === undefined) {
    return (
      <Sign isInOwn={isInOwn}>
        {warning === '' ? <span className="text-2xl leading-none">“</span> : <TriangleAlert aria-hidden="true" />}
      </Sign>
    )
  }
  const src = first.thumbnailUrl ?? first.posterUrl
  return (
    <span
      style={first.thumbhash === null ? undefined : { backgroundImage: `url(${placeholderOf(first.thumbhash)})` }}
      className="relative size-19 shrink-0 overflow-hidden rounded-md bg-skeleton bg-cover"
    >
      {src !== null && (
        <img src={src} alt={first.alt} loading="lazy" decoding="async" className="size-full object-cover" />
      )}
      {(first.kind === 'video' || media.length > 1) && (
        <span className="absolute end-1 top-1 rounded-full bg-shade p-1 text-on-shade [&>svg]:size-3">
          {first.kind === 'video' ? <Play aria-hidden="true" /> : <Images aria-hidden="true" />}
        </span>
      )}
    </span>
  )
}

function Sign({ isInOwn, children }: { isInOwn: boolean; children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'flex size-19 shrink-0 items-center justify-center rounded-md [&>svg]:size-6',
        isInOwn ? 'bg-raised/70' : 'bg-accent-soft text-on-accent-soft',
      )}
    >
      {children}
    </span>
  )
}
