import type { Message } from '@kith/protocol/messages.ts'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { searchOf } from '../../live/message-address.ts'
import { nameOf, personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { plainText } from '../../words/plain-text.ts'
import { Highlight } from './highlight.tsx'
import { rowClass } from './row-class.ts'

/** One message that was found: who, where, when, and the words around what was looked for. */
export function FoundMessage({ message, terms }: { message: Message; terms: readonly string[] }) {
  const { author, conversationId, createdAt } = message
  const where = useKith((state) => {
    const entry = state.conversations.get(conversationId)
    return entry === undefined ? '' : nameOf(entry, state.me?.id ?? '')
  })
  return (
    <li>
      <Link
        to="/chats/$conversationId"
        params={{ conversationId }}
        search={searchOf(message)}
        className={rowClass('start')}
      >
        <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="md" />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 grow truncate">
              <bdi className="font-semibold">{personName(author)}</bdi>
              <span aria-hidden="true" className="text-muted">
                {' · '}
              </span>
              <bdi className="text-muted">{where}</bdi>
            </span>
            <time dateTime={createdAt} title={exactTime(createdAt)} className="shrink-0 text-xs text-muted">
              {shortTime(createdAt)}
            </time>
          </span>
          <span dir="auto" className="line-clamp-3 text-pretty [overflow-wrap:anywhere]">
            <Highlight text={plainText(message.body, Infinity)} terms={terms} />
          </span>
        </span>
      </Link>
    </li>
  )
}
