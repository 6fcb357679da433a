import { limits } from '@kith/protocol/limits.ts'
import { ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { AvatarStack } from '../../design/avatar-stack.tsx'
import { Spinner } from '../../design/spinner.tsx'
import { personName, shortName } from '../../live/naming.ts'
import { usePosts } from '../../live/posts.ts'
import { useFeedWords } from '../../words/feed-words.ts'

/** Says that something is new at the top, and goes there when it is pressed; until then nothing moves. */
export function NewPosts({ onShow }: { onShow: () => Promise<void> }) {
  const { feed: t } = useFeedWords()
  const { count, authors } = usePosts((state) => state.news)
  const [isLoading, setIsLoading] = useState(false)

  async function show(): Promise<void> {
    setIsLoading(true)
    await onShow()
    setIsLoading(false)
  }

  return (
    <output className="pointer-events-none sticky top-16 z-10 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          aria-busy={isLoading}
          onClick={() => void (isLoading || show())}
          className="motion-rise pointer-events-auto flex h-11 items-center gap-2.5 rounded-full bg-ink ps-2 pe-4 font-semibold whitespace-nowrap text-on-ink shadow-float"
        >
          <AvatarStack
            people={authors.map((author) => ({ id: author.id, name: author.displayName, src: author.avatarUrl }))}
            max={3}
            size="sm"
            label={t.by(authors.map(personName))}
            className="[&>span]:ring-ink"
          />
          <span title={authors.map(shortName).join(', ')}>{t.newPosts(count, count >= limits.newPostsMax)}</span>
          {isLoading ? <Spinner /> : <ArrowUp aria-hidden="true" className="size-4" />}
        </button>
      )}
    </output>
  )
}
