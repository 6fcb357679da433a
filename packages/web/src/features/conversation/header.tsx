import type { Conversation } from '@kith/protocol/conversations.ts'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, PanelRight } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { nameOf, peerOf } from '../../live/naming.ts'
import { usePresence, useWatch } from '../../live/watch.ts'
import { useWords } from '../../words/words.ts'

interface HeaderProps {
  entry: Conversation
  myId: string
  isDetailed: boolean
  onDetails: () => void
}

/** Whose conversation it is, and the way to its details. */
export function Header({ entry, myId, isDetailed, onDetails }: HeaderProps) {
  const { conversation: t } = useWords()
  const peer = peerOf(entry, myId)
  const presence = usePresence(peer?.id)
  useWatch(peer === null ? [] : [peer.id])
  const line =
    peer === null ? [t.members(entry.memberCount), entry.topic].filter(Boolean).join(' · ') : t[presence ?? 'offline']
  return (
    <header className="flex min-h-15 shrink-0 items-center gap-1 border-b border-line bg-paper ps-1.5 pe-2 md:ps-4">
      <Link
        to="/chats"
        aria-label={t.back}
        className="flex size-11 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover md:hidden"
      >
        <ArrowLeft aria-hidden="true" className="size-5.5 rtl:-scale-x-100" />
      </Link>
      <button
        type="button"
        onClick={onDetails}
        aria-expanded={isDetailed}
        className="flex min-w-0 grow items-center gap-3 rounded-md px-1.5 py-1 text-start hover:bg-hover"
      >
        <ConversationFace entry={entry} myId={myId} size="md" presence={presence} />
        <span className="flex min-w-0 flex-col">
          <h1 className="truncate text-base leading-5 font-bold">
            <bdi>{nameOf(entry, myId)}</bdi>
          </h1>
          <span className="truncate text-sm leading-5 text-muted">
            <bdi>{line}</bdi>
          </span>
        </span>
      </button>
      <IconButton label={t.details} icon={<PanelRight />} isPressed={isDetailed} onClick={onDetails} side="bottom" />
    </header>
  )
}
