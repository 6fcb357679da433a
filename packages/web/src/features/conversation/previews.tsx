import type { LinkPreview, Message } from '@kith/protocol/messages.ts'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { useIsPending } from '../../live/later.ts'
import { usePreferences } from '../../live/preferences.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { previewsKey } from './use-actions.tsx'
import type { Actions } from './use-actions.tsx'

interface PreviewsProps {
  message: Message
  isInOwn: boolean
  actions: Actions
}

/** What lies behind the links of a message. */
export function Previews({ message, isInOwn, actions }: PreviewsProps) {
  const { conversation: t } = useConversationWords()
  const { hasPreviews } = usePreferences()
  const isRemoved = useIsPending(previewsKey(message.id))
  if (!hasPreviews || isRemoved || message.previews.length === 0) return null
  return (
    <ul className="clear-both flex flex-col gap-1.5 pt-1.5">
      {message.previews.map((preview) => (
        <li key={preview.url} className="group/preview relative max-w-md">
          <Card preview={preview} isInOwn={isInOwn} />
          {/* With a finger it is in the menu of the message: a button on each card would be touched by mistake. */}
          {actions.mayRemove(message) && (
            <IconButton
              size="sm"
              variant="solid"
              label={t.actions.removePreviews}
              icon={<X />}
              onClick={() => actions.removePreviews(message)}
              className="absolute! end-1.5 top-1.5 opacity-0 group-focus-within/preview:opacity-100 group-hover/preview:opacity-100 pointer-coarse:hidden"
            />
          )}
        </li>
      ))}
    </ul>
  )
}

/** Wide enough to be looked at; else it stands small beside the words. */
const WIDE_PX = 400
const WIDE_RATIO = 1.2

function Card({ preview, isInOwn }: { preview: LinkPreview; isInOwn: boolean }) {
  const { url, title, description, siteName, image } = preview
  const isWide = image !== null && image.width >= WIDE_PX && image.width >= image.height * WIDE_RATIO
  const host = hostOf(url)
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={clsx(
        'flex w-full overflow-hidden rounded-sm border-s-3 border-accent text-sm no-underline',
        isInOwn ? 'bg-raised/60 hover:bg-raised' : 'bg-ink/5 hover:bg-ink/8',
        isWide ? 'flex-col' : 'items-start gap-1',
      )}
    >
      <span className="flex min-w-0 grow flex-col px-2.5 py-1.5 text-ink">
        <span dir="auto" className="truncate pe-8 text-xs">
          {siteName}
          {siteName !== host && <bdi> · {host}</bdi>}
        </span>
        {title !== '' && (
          <span dir="auto" className="line-clamp-2 font-semibold wrap-anywhere">
            {title}
          </span>
        )}
        {description !== '' && (
          <span dir="auto" className={clsx('wrap-anywhere', isWide ? 'line-clamp-2' : 'line-clamp-3')}>
            {description}
          </span>
        )}
      </span>
      {image !== null && (
        <img
          src={image.url}
          width={image.width}
          height={image.height}
          alt=""
          loading="lazy"
          decoding="async"
          className={clsx(
            'bg-ink/5 object-cover',
            isWide ? 'h-auto max-h-72 w-full' : 'm-2 ms-0 size-16 shrink-0 rounded-sm',
          )}
        />
      )}
    </a>
  )
}

/** Whoever names a site may call it anything; this is where the link goes. */
function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? ''
}
