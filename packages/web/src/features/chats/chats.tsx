import { useMatch } from '@tanstack/react-router'
import clsx from 'clsx'
import { usePreferences } from '../../live/preferences.ts'
import { ConversationPane } from '../conversation/conversation.tsx'
import { ChatList } from './chat-list.tsx'
import { ListEdge } from './list-edge.tsx'
import { NothingOpen } from './nothing-open.tsx'

/** The list of conversations, and the one that is open. */
export function ChatsPage() {
  const { listWidthPx } = usePreferences()
  const open = useMatch({ from: '/inside/chats/$conversationId', shouldThrow: false })
  const conversationId = open?.params.conversationId
  return (
    <div className="flex min-h-0 grow">
      <div
        style={{ '--list-width': `${listWidthPx}px` }}
        className={clsx(
          'relative w-full shrink-0 flex-col border-e border-line bg-paper md:flex md:w-(--list-width)',
          conversationId === undefined ? 'flex' : 'hidden',
        )}
      >
        <ChatList openId={conversationId ?? null} />
        <ListEdge />
      </div>
      <main
        className={clsx('min-w-0 grow bg-sunken md:flex md:flex-col', conversationId === undefined ? 'hidden' : 'flex flex-col')}
      >
        {open === undefined ? (
          <NothingOpen />
        ) : (
          <ConversationPane
            key={open.params.conversationId}
            conversationId={open.params.conversationId}
            at={open.search.at ?? null}
            isDetailed={open.search.pane === 'details'}
          />
        )}
      </main>
    </div>
  )
}
