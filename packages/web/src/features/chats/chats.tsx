import type { Conversation } from '@kith/protocol/conversations.ts'
import { inOrder } from '@kith/sdk/state.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { useMemo } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Badge } from '../../design/badge.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { Wordmark } from '../../design/logo.tsx'
import { useKith } from '../../live/use-kith.ts'
import { shortTime } from '../../words/dates.ts'
import { useWords } from '../../words/words.ts'
import { ConversationPane } from '../conversation/conversation.tsx'
import { nameOf, peerOf } from '../../live/naming.ts'

/** The list of conversations, and the one that is open. */
export function ChatsPage({ conversationId }: { conversationId?: string }) {
  const words = useWords()
  const state = useKith((each) => each)
  const list = useMemo(
    () => inOrder(state).filter((entry) => entry.kind !== 'direct' || entry.lastSeq > 0 || entry.id === conversationId),
    [state, conversationId],
  )
  const myId = state.me?.id ?? ''
  return (
    <div className="flex h-dvh">
      <nav
        aria-label={words.chats.title}
        className={clsx(
          'w-full flex-col border-e border-line md:flex md:w-80',
          conversationId === undefined ? 'flex' : 'hidden',
        )}
      >
        <header className="px-4 py-3">
          <Wordmark />
        </header>
        <ul className="min-h-0 grow overflow-y-auto">
          {list.map((entry) => (
            <Row key={entry.id} entry={entry} myId={myId} isOpen={entry.id === conversationId} />
          ))}
        </ul>
      </nav>
      <main className={clsx('min-w-0 grow md:flex', conversationId === undefined ? 'hidden' : 'flex')}>
        {conversationId === undefined ? (
          <EmptyState title={words.chats.pick} text={words.chats.pickText} />
        ) : (
          <ConversationPane key={conversationId} conversationId={conversationId} />
        )}
      </main>
    </div>
  )
}

function Row({ entry, myId, isOpen }: { entry: Conversation; myId: string; isOpen: boolean }) {
  const words = useWords()
  const peer = peerOf(entry, myId)
  const last = entry.lastMessage
  const preview = last === null ? words.chats.noMessages : last.deletedAt === null ? last.body : words.chats.deleted
  return (
    <li>
      <Link
        to="/chats/$conversationId"
        params={{ conversationId: entry.id }}
        className={clsx('flex items-center gap-3 px-4 py-2.5', isOpen ? 'bg-accent-soft' : 'hover:bg-hover')}
      >
        <Avatar
          id={peer?.id ?? entry.id}
          name={nameOf(entry, myId)}
          src={peer?.avatarUrl}
          size="row"
          shape={entry.kind === 'channel' ? 'square' : 'round'}
        />
        <span className="min-w-0 grow">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 grow truncate font-semibold">{nameOf(entry, myId)}</span>
            <time dateTime={entry.lastActivityAt} className="text-xs text-muted">
              {shortTime(entry.lastActivityAt)}
            </time>
          </span>
          <span className="flex items-center gap-2">
            <span className="min-w-0 grow truncate text-sm text-muted">{preview}</span>
            <Badge count={entry.unread} label={words.chats.unread(entry.unread)} />
          </span>
        </span>
      </Link>
    </li>
  )
}
