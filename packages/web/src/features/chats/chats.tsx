import { useMatch, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { useEffect } from 'react'
import { onDemand } from '../../design/on-demand.tsx'
import { SkeletonMessages } from '../../design/skeleton.tsx'
import { usePreferences } from '../../live/preferences.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'
import { ChatList } from './chat-list.tsx'
import { ListEdge } from './list-edge.tsx'
import { NothingOpen } from './nothing-open.tsx'

const { Part: ConversationPane, prefetch } = onDemand(
  async () => (await import('../conversation/conversation.tsx')).ConversationPane,
  () => <LoadingMessages />,
)

/** By then the list is drawn. */
const QUIET_MS = 300

/** The list of conversations, and the one that is open. */
export function ChatsPage() {
  const { chats: t } = useWords()
  const { listWidthPx } = usePreferences()
  const open = useMatch({ from: '/inside/chats/$conversationId', shouldThrow: false })
  const conversationId = open?.params.conversationId
  const { project = null } = useSearch({ from: '/inside/chats' })

  // The list is read first; meanwhile what shows a conversation arrives, once that is drawn.
  const isListLoaded = useKith((state) => state.isListLoaded)
  useEffect(() => {
    if (!isListLoaded) return undefined
    const timer = setTimeout(prefetch, QUIET_MS)
    return () => clearTimeout(timer)
  }, [isListLoaded])

  return (
    <main className="flex min-h-0 grow">
      <section
        aria-label={t.title}
        style={{ '--list-width': `${listWidthPx}px` }}
        className={clsx(
          'relative w-full shrink-0 flex-col border-line bg-paper md:flex md:border-e md:w-(--list-width)',
          conversationId === undefined ? 'flex' : 'hidden',
        )}
      >
        <ChatList openId={conversationId ?? null} projectId={project} />
        <ListEdge />
      </section>
      <div
        className={clsx(
          'min-w-0 grow bg-sunken md:flex md:flex-col',
          conversationId === undefined ? 'hidden' : 'flex flex-col',
        )}
      >
        {open === undefined ? (
          <NothingOpen />
        ) : (
          <ConversationPane
            key={open.params.conversationId}
            conversationId={open.params.conversationId}
            at={open.search.at ?? null}
            threadId={open.search.thread ?? null}
            isDetailed={open.search.pane === 'details'}
          />
        )}
      </div>
    </main>
  )
}

function LoadingMessages() {
  const { chats: t } = useWords()
  return <SkeletonMessages label={t.loadingMessages} />
}
