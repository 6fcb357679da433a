import type { PendingComment } from '@kith/sdk/post-talk.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { useKith } from '../../live/use-kith.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { Markdown } from '../markdown/markdown.tsx'

interface PendingItemProps {
  pending: PendingComment
  onRetry: (clientId: string) => void
  onDiscard: (clientId: string) => void
}

/** What one said and the server has not taken yet. */
export function PendingItem({ pending: { clientId, body, state }, onRetry, onDiscard }: PendingItemProps) {
  const { postComments: t } = usePostingWords()
  const me = useKith((known) => known.me)
  if (me === null) return null
  return (
    <article aria-label={t.waiting} className="flex gap-2.5">
      <Avatar id={me.id} name={me.displayName} src={me.avatarUrl} size="sm" />
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="flex min-h-6 items-center gap-2">
          <bdi className="truncate font-semibold">{me.displayName}</bdi>
          {state === 'sending' && <span className="text-xs text-muted">{t.waiting}</span>}
        </p>
        <div dir="auto" className="[overflow-wrap:anywhere]">
          <Markdown source={body} />
        </div>
        {state === 'failed' && (
          <p role="alert" className="flex flex-wrap items-center gap-1 text-sm text-danger-text">
            {t.failed}
            <Button size="sm" variant="ghost" onClick={() => onRetry(clientId)}>
              {t.retry}
            </Button>
            <Button size="sm" variant="ghost" onClick={() => onDiscard(clientId)}>
              {t.discard}
            </Button>
          </p>
        )}
      </div>
    </article>
  )
}
