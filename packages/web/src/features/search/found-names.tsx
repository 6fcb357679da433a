import type { Conversation } from '@kith/protocol/conversations.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { nameOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { Highlight } from './highlight.tsx'
import { rowClass } from './row-class.ts'

export function FoundPerson({ user, terms }: { user: UserCard; terms: readonly string[] }) {
  return (
    <li>
      <Link to="/people/$username" params={{ username: user.username }} className={rowClass('center')}>
        <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" />
        <span className="flex min-w-0 flex-col">
          <bdi className="truncate font-semibold">
            <Highlight text={user.displayName} terms={terms} />
          </bdi>
          <span dir="ltr" className="truncate text-sm text-muted">
            @{user.username}
          </span>
        </span>
      </Link>
    </li>
  )
}

export function FoundConversation({ entry, terms }: { entry: Conversation; terms: readonly string[] }) {
  const myId = useKith((state) => state.me?.id ?? '')
  return (
    <li>
      <Link to="/chats/$conversationId" params={{ conversationId: entry.id }} className={rowClass('center')}>
        <ConversationFace entry={entry} myId={myId} size="md" />
        <span className="flex min-w-0 flex-col">
          <bdi className="truncate font-semibold">
            <Highlight text={nameOf(entry, myId)} terms={terms} />
          </bdi>
          {entry.topic !== '' && (
            <span dir="auto" className="truncate text-sm text-muted">
              {entry.topic}
            </span>
          )}
        </span>
      </Link>
    </li>
  )
}
