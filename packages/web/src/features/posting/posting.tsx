/* The door of this feature: making posts and saying them otherwise. What draws it comes when it is first asked for. */
import type { Post } from '@kith/protocol/posts.ts'
import type { Attachment } from '@kith/protocol/uploads.ts'
import { Plus } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../../design/button.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import { setLayer } from '../../live/layers.ts'
import { usePostingWords } from '../../words/posting-words.ts'

const { Part: Composer, prefetch } = onDemand(async () => (await import('./composer.tsx')).Composer)
const { Part: PostEditor } = onDemand(async () => (await import('./post-editor.tsx')).PostEditor)

const PREFETCH_AFTER_MS = 1_500

const close = (): void => setLayer('posting', null)

/** Shows where a post is made, with what was begun; `pictures` of one’s own begin a new one. */
export function openPosting(pictures: readonly Attachment[] = []): void {
  setLayer('posting', <Composer pictures={pictures} onClose={close} />)
}

/** Shows where a post of one's own is said otherwise. */
export function editPost(post: Post): void {
  setLayer('posting', <PostEditor key={post.id} post={post} onClose={close} />)
}

/** Begins a post: words where there is room, on phones a sign. */
export function NewPostButton() {
  const { posting: t } = usePostingWords()
  // Who loses the connection can begin one all the same.
  useEffect(() => {
    const timer = setTimeout(prefetch, PREFETCH_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Button
      variant="primary"
      aria-label={t.title}
      icon={<Plus aria-hidden="true" />}
      onPointerEnter={prefetch}
      onClick={() => openPosting()}
      className="max-md:w-control max-md:px-0!"
    >
      <span className="max-md:hidden">{t.title}</span>
    </Button>
  )
}
