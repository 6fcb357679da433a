import type { Post } from '@kith/protocol/posts.ts'
import { EyeOff, TriangleAlert } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { placeholderOf } from '../../design/placeholder.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { roomOf } from './media-room.ts'

interface CoverProps {
  post: Pick<Post, 'media' | 'warning'>
  onShow: () => void
}

/** Stands where a post is that somebody warns of, until one wants to see it. Nothing of it is fetched before. */
export function WarningCover({ post: { media, warning }, onShow }: CoverProps) {
  const { feed: t } = useFeedWords()
  const hash = media[0]?.thumbhash ?? null
  return (
    <div
      style={{
        ...(media.length === 0 ? {} : { aspectRatio: String(roomOf(media)) }),
        ...(hash === null ? {} : { backgroundImage: `url(${placeholderOf(hash)})` }),
      }}
      className="relative flex bg-sunken bg-cover bg-center"
    >
      <div
        data-theme={hash === null ? undefined : 'dark'}
        className={`flex grow flex-col items-center justify-center gap-2 px-6 py-8 text-center ${hash === null ? '' : 'bg-shade text-on-shade'}`}
      >
        <TriangleAlert aria-hidden="true" className="size-7" />
        <p className="font-semibold">{t.warning}</p>
        <p dir="auto" className="max-w-sm break-words">
          {warning}
        </p>
        <Button size="sm" className="mt-2" onClick={onShow}>
          {t.show}
        </Button>
      </div>
    </div>
  )
}

/** What somebody opened may be covered again. */
export function CoverAgain({ warning, onHide }: { warning: string; onHide: () => void }) {
  const { feed: t } = useFeedWords()
  return (
    <p className="flex items-center gap-2 px-4 py-1.5 text-sm text-muted">
      <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
      <bdi className="min-w-0 grow truncate">{warning}</bdi>
      <Button variant="ghost" size="sm" icon={<EyeOff aria-hidden="true" />} onClick={onHide}>
        {t.hideAgain}
      </Button>
    </p>
  )
}
