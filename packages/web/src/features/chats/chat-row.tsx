import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Typist } from '@kith/sdk/state.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { AtSign, BellOff, CircleAlert, Clock, MessagesSquare } from 'lucide-react'
import { memo } from 'react'
import { Badge } from '../../design/badge.tsx'
import { ProjectBadge } from '../../design/project-badge.tsx'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { useDraft } from '../../live/drafts.ts'
import { nameOf, peerOf, shortName } from '../../live/naming.ts'
import { useIsBlocked } from '../../live/relations.ts'
import { isSilent } from '../../live/listing.ts'
import { useProject } from '../../live/projects.ts'
import { useKith } from '../../live/use-kith.ts'
import { usePresence } from '../../live/watch.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { useWords } from '../../words/words.ts'
import type { Words } from '../../words/words.ts'
import { attachmentsInWords } from '../../words/message-in-words.ts'
import { uploadedById } from '../../live/uploaded.ts'
import { previewOf } from './preview.ts'

interface ChatRowProps {
  entry: Conversation
  myId: string
  isOpen: boolean
}

/** One conversation in the list. */
export const ChatRow = memo(function ChatRow({ entry, myId, isOpen }: ChatRowProps) {
  const { chats: t } = useWords()
  const presence = usePresence(peerOf(entry, myId)?.id)
  const name = nameOf(entry, myId)
  const isUnread = entry.unread > 0 && !isOpen
  return (
    <li className="px-2 [contain-intrinsic-size:auto_4rem] [content-visibility:auto]" data-conversation={entry.id}>
      <Link
        to="/chats/$conversationId"
        params={{ conversationId: entry.id }}
        aria-current={isOpen ? 'page' : undefined}
        className={clsx(
          'flex items-center gap-3 rounded-md px-2.5 py-row outline-offset-[-2px] transition-colors',
          isOpen ? 'bg-accent-soft text-on-accent-soft' : 'hover:bg-hover',
        )}
      >
        <ConversationFace entry={entry} myId={myId} size="row" presence={presence} />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className={clsx('min-w-0 grow truncate', isUnread ? 'font-bold' : 'font-semibold')}>
              <bdi>{name}</bdi>
            </span>
            {entry.projectId !== null && <OfProject projectId={entry.projectId} isMain={entry.isMain} />}
            <time
              dateTime={entry.lastActivityAt}
              title={exactTime(entry.lastActivityAt)}
              className={clsx('shrink-0 text-xs', isUnread ? 'font-semibold text-accent-text' : 'text-muted')}
            >
              {shortTime(entry.lastActivityAt)}
            </time>
          </span>
          <span className="flex min-h-5 items-center gap-2">
            <span dir="auto" className={clsx('words-line min-w-0 grow text-sm', isUnread ? 'text-ink' : 'text-muted')}>
              <SecondLine entry={entry} myId={myId} isOpen={isOpen} />
            </span>
            {isSilent(entry) && <BellOff aria-label={t.silent} className="size-3.5 shrink-0 text-faint" />}
            {entry.mentions > 0 && (
              <span className="inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent">
                <AtSign aria-hidden="true" className="size-3.5" />
                <span className="sr-only">{t.mentions(entry.mentions)}</span>
              </span>
            )}
            <Badge count={entry.unread} tone={isSilent(entry) ? 'quiet' : 'accent'} label={t.unread(entry.unread)} />
          </span>
        </span>
      </Link>
    </li>
  )
})

/** Whose project it is; the main conversation is called what the project is called. */
function OfProject({ projectId, isMain }: { projectId: string; isMain: boolean }) {
  const { chats: t } = useWords()
  const project = useProject(projectId)
  if (project === undefined) return null
  return (
    <ProjectBadge
      {...(isMain ? {} : { name: project.name })}
      color={project.color}
      label={t.inProject(project.name)}
      className="max-w-[45%] shrink-0 self-center in-data-one-project:hidden"
    />
  )
}

/** Who is writing, else what waits here, else the draft, else the newest message. */
function SecondLine({ entry, myId, isOpen }: ChatRowProps) {
  const words = useWords()
  const { chats: t } = words
  const typists = useKith((state) => state.typing.get(entry.id))
  const own = useKith((state) => state.outbox.findLast(({ conversationId }) => conversationId === entry.id))
  const draft = useDraft(entry.id)
  const { lastMessage } = entry
  const isBlocked = useIsBlocked(lastMessage?.kind === 'text' ? lastMessage.author.id : '')
  const writing = typists === undefined ? null : typingText(entry, typists, words)
  if (writing !== null) return <span className="text-accent-text">{writing}</span>
  if (own?.state === 'failed') {
    return (
      <span className="text-danger-text">
        <CircleAlert aria-hidden="true" className="me-1 inline size-3.5" />
        {t.failed}
      </span>
    )
  }
  if (own !== undefined) {
    return (
      <>
        <Clock aria-label={t.waiting} className="me-1 inline size-3.5" />
        {own.body === '' ? attachmentsInWords(uploadedById(own.attachmentIds), words.files) : own.body}
      </>
    )
  }
  if (draft.body !== '' && !isOpen) {
    return (
      <>
        <span className="font-semibold text-accent-text">{t.draft}</span> {draft.body}
      </>
    )
  }
  if (isBlocked) return t.blocked
  const { who, text } = previewOf(entry, myId, words)
  const line = who === null ? text : `${who}: ${text}`
  if (lastMessage === null || lastMessage.threadId === null) return line
  return (
    <>
      <MessagesSquare aria-label={t.inThread} className="me-1 inline size-3.5" />
      {line}
    </>
  )
}

/** By name, as long as there is room for the names. */
function typingText({ kind }: Conversation, typists: readonly Typist[], { chats: t }: Words): string | null {
  const [first, second] = typists.map(({ user }) => shortName(user))
  if (first === undefined) return null
  if (second === undefined) return kind === 'direct' ? t.typing : t.isTyping(first)
  return typists.length === 2 ? t.bothTyping(first, second) : t.areTyping(typists.length)
}
