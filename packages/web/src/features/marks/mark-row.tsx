import type { Message } from '@kith/protocol/messages.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { nameOf, personName } from '../../live/naming.ts'
import { searchOf } from '../../live/message-address.ts'
import { useKith } from '../../live/use-kith.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { plainText } from '../../words/plain-text.ts'

interface MarkRowProps {
  message: Message
  /** Whether it is said where it was written. */
  hasPlace: boolean
  /** What can be done with it. */
  children?: ReactNode
}

/** A message that is pinned or saved: pressing it goes there. */
export function MarkRow({ message, hasPlace, children }: MarkRowProps) {
  const { author, conversationId, createdAt, body } = message
  const where = useKith((state) => {
    const entry = hasPlace ? state.conversations.get(conversationId) : undefined
    return entry === undefined ? null : nameOf(entry, state.me?.id ?? '')
  })
  return (
    <li className="flex items-start rounded-md hover:bg-hover">
      <Link
        to="/chats/$conversationId"
        params={{ conversationId }}
        search={searchOf(message)}
        className="flex min-w-0 grow items-start gap-3 rounded-md p-2.5 outline-offset-[-2px]"
      >
        <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="md" />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 grow truncate">
              <bdi className="font-semibold">{personName(author)}</bdi>
              {where !== null && (
                <>
                  <span aria-hidden="true" className="text-muted">
                    {' · '}
                  </span>
                  <bdi className="text-muted">{where}</bdi>
                </>
              )}
            </span>
            <time dateTime={createdAt} title={exactTime(createdAt)} className="shrink-0 text-xs text-muted">
              {shortTime(createdAt)}
            </time>
          </span>
          <span dir="auto" className="line-clamp-3 text-pretty [overflow-wrap:anywhere]">
            {plainText(body, Infinity)}
          </span>
        </span>
      </Link>
      {children}
    </li>
  )
}
