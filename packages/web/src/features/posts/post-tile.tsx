import { hasHiddenWord } from '@kith/protocol/hidden-words.ts'
import type { Post } from '@kith/protocol/posts.ts'
import { Link } from '@tanstack/react-router'
import { EyeOff, Heart, Images, MessageCircle, Play, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { hueStyle } from '../../design/face-hue.ts'
import { placeholderOf } from '../../design/placeholder.ts'
import { usePost, usePosts } from '../../live/posts.ts'
import { useKith } from '../../live/use-kith.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { plainText } from '../../words/plain-text.ts'
import { Picture } from './post-media.tsx'

const WORDS_MAX = 140
const numbers = new Intl.NumberFormat('en', { notation: 'compact' })

/** A post as a square of a gallery. How many like it and what was said is to be seen where one points at it. */
export function PostTile({ postId }: { postId: string }) {
  const { feed: t } = useFeedWords()
  const post = usePost(postId)
  const isOwn = useKith((state) => state.me?.id === post?.author.id)
  const words = usePosts((state) => state.hiddenWords)
  if (post === undefined) return null
  const { media, caption, warning, state } = post
  const [first] = media
  const isFolded = !isOwn && words !== null && hasHiddenWord(`${caption}\n${warning}`, words)
  const isCovered = !isOwn && (isFolded || warning !== '')
  const kind = first === undefined ? 'text' : first.kind === 'video' ? 'video' : 'picture'
  const said = isFolded ? t.hidden : isCovered ? warning : (first?.alt ?? '') || plainText(caption).slice(0, WORDS_MAX)
  return (
    <Link
      to="/posts/$postId"
      params={{ postId }}
      aria-label={t.tile(t.tileOf(kind, media.length, said), t.likes(state.likeCount), t.comments(state.commentCount))}
      className="group relative block aspect-square overflow-hidden bg-skeleton outline-offset-[-3px]"
    >
      {isCovered ? <Cover post={post} isFolded={isFolded} /> : <Look post={post} />}
      {!isCovered && (kind === 'video' || media.length > 1) && (
        <Sign>{kind === 'video' ? <Play className="fill-current" /> : <Images />}</Sign>
      )}
      <span
        aria-hidden="true"
        className="absolute inset-0 flex items-center justify-center gap-4 bg-shade font-bold text-on-shade opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:hidden"
      >
        <Count icon={<Heart />} count={state.likeCount} />
        <Count icon={<MessageCircle />} count={state.commentCount} />
      </span>
    </Link>
  )
}

function Look({ post: { id, media, caption } }: { post: Post }) {
  const [first] = media
  if (first === undefined) {
    return (
      <span style={hueStyle(id)} className="face-tint flex size-full items-center justify-center p-3 text-center">
        <span dir="auto" className="line-clamp-4 text-sm font-medium break-words md:text-base">
          {plainText(caption).slice(0, WORDS_MAX)}
        </span>
      </span>
    )
  }
  if (first.kind === 'video') {
    const src = first.posterUrl ?? (first.thumbhash === null ? null : placeholderOf(first.thumbhash))
    return src === null ? (
      <span className="block size-full bg-darkroom" />
    ) : (
      <img src={src} alt="" loading="lazy" decoding="async" className="size-full object-cover" />
    )
  }
  return <Picture picture={first} room={null} sizes="(min-width: 48rem) 14rem, 33vw" isLazy />
}

function Cover({ post: { media }, isFolded }: { post: Post; isFolded: boolean }) {
  const hash = isFolded ? null : (media[0]?.thumbhash ?? null)
  const Icon = isFolded ? EyeOff : TriangleAlert
  return (
    <span
      style={hash === null ? undefined : { backgroundImage: `url(${placeholderOf(hash)})` }}
      className="flex size-full items-center justify-center bg-sunken bg-cover bg-center text-muted"
    >
      <span className={hash === null ? 'p-3' : 'rounded-full bg-shade p-3 text-on-shade'}>
        <Icon aria-hidden="true" className="size-6" />
      </span>
    </span>
  )
}

function Sign({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="absolute end-2 top-2 flex size-6 items-center justify-center rounded-full bg-shade text-on-shade [&>svg]:size-3.5"
    >
      {children}
    </span>
  )
}

function Count({ icon, count }: { icon: ReactNode; count: number }) {
  return (
    <span className="flex items-center gap-1.5 [&>svg]:size-5 [&>svg]:fill-current">
      {icon}
      {numbers.format(count)}
    </span>
  )
}
