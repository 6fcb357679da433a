import type { Conversation } from '@kith/protocol/conversations.ts'
import type { UserStatus } from '@kith/protocol/users.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Bell, BellOff, CalendarDays, PanelRight, Search } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { ProjectBadge } from '../../design/project-badge.tsx'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { isSilent } from '../../live/listing.ts'
import { nameOf, peerOf } from '../../live/naming.ts'
import { useProject } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { usePresence, useWatch } from '../../live/watch.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { useWords } from '../../words/words.ts'
import { GoToDate } from './go-to-date.tsx'
import { notifyEntries } from '../notifications/notifications.tsx'

interface HeaderProps {
  entry: Conversation
  myId: string
  /** Of the other, where it is a direct conversation. */
  status: UserStatus | null
  isDetailed: boolean
  onDetails: () => void
  onJump: (seq: number) => void
}

/** Whose conversation it is, and the way to its details. */
export function Header({ entry, myId, status, isDetailed, onDetails, onJump }: HeaderProps) {
  const { conversation: t } = useConversationWords()
  const { chats } = useWords()
  const report = useReport()
  const navigate = useNavigate()
  const peer = peerOf(entry, myId)
  const presence = usePresence(peer?.id)
  useWatch(peer === null ? [] : [peer.id])
  const line =
    peer === null
      ? [t.members(entry.memberCount), entry.topic].filter(Boolean).join(' · ')
      : [t[presence ?? 'offline'], status?.text].filter(Boolean).join(' · ')
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
            {status !== null && status.emoji !== '' && ` ${status.emoji}`}
          </h1>
          <span className="truncate text-sm leading-5 text-muted">
            <bdi>{line}</bdi>
          </span>
        </span>
      </button>
      {entry.projectId !== null && <ProjectLink projectId={entry.projectId} isMain={entry.isMain} />}
      <IconButton
        label={t.search}
        icon={<Search />}
        onClick={() => void navigate({ to: '/search', search: { in: entry.id } })}
        side="bottom"
      />
      <GoToDate
        conversationId={entry.id}
        onJump={onJump}
        // On a phone there is no room for it: there the days between the messages lead on.
        trigger={
          <IconButton
            label={t.dates.jump}
            icon={<CalendarDays />}
            side="bottom"
            hasTooltip={false}
            className="max-md:hidden"
          />
        }
      />
      <Menu
        trigger={
          <IconButton label={chats.notify.button} icon={isSilent(entry) ? <BellOff /> : <Bell />} side="bottom" />
        }
        entries={notifyEntries(entry, chats, report)}
      />
      <IconButton label={t.details} icon={<PanelRight />} isPressed={isDetailed} onClick={onDetails} side="bottom" />
    </header>
  )
}

/** The way to the project that a conversation belongs to. */
function ProjectLink({ projectId, isMain }: { projectId: string; isMain: boolean }) {
  const { chats } = useWords()
  const project = useProject(projectId)
  if (project === undefined) return null
  return (
    <Link
      to="/projects/$projectId"
      params={{ projectId }}
      className="flex h-9 max-w-[40%] shrink-0 items-center rounded-full px-2.5 hover:bg-hover pointer-coarse:h-11"
    >
      <ProjectBadge
        name={isMain ? chats.project : project.name}
        color={project.color}
        label={chats.inProject(project.name)}
        className="text-sm!"
      />
    </Link>
  )
}
