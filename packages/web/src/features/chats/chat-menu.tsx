import type { Conversation } from '@kith/protocol/conversations.ts'
import {
  Archive,
  ArchiveRestore,
  CheckCheck,
  Link as LinkIcon,
  LogOut,
  MailOpen,
  MessageCircle,
  Star,
  StarOff,
} from 'lucide-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import type { MenuPlace } from '../../design/menu-panel.tsx'
import { MenuAt } from '../../design/menu.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { nameOf } from '../../live/naming.ts'
import { markAllRead } from '../../live/threads.ts'
import { markUnread, newestOfOthers } from '../../live/unread.ts'
import { useReport } from '../../live/use-report.ts'
import { useWords } from '../../words/words.ts'
import type { Ordering } from './use-ordering.ts'
import { notifyEntries } from '../notifications/notifications.tsx'

interface ChatMenuProps {
  place: MenuPlace
  entry: Conversation
  ordering: Ordering
  onClose: () => void
}

/** What a right click or a long press on a conversation offers. */
export function ChatMenu({ place, entry, ordering, onClose }: ChatMenuProps) {
  const { chats: t } = useWords()
  const navigate = useNavigate()
  const { conversationId: openId } = useParams({ strict: false })
  const report = useReport()

  async function leave(left: Conversation): Promise<void> {
    try {
      await client.leave(left.id)
    } catch (error) {
      report(t.notLeft, error)
      return
    }
    if (left.id === openId) await navigate({ to: '/chats' })
    const rejoin = (): void => {
      client.joinChannel(left.id).catch((error: unknown) => report(t.rejoin, error))
    }
    showToast({
      title: t.left(nameOf(left, client.state.me?.id ?? '')),
      ...(left.isPublic ? { action: { label: t.rejoin, onSelect: rejoin } } : {}),
    })
  }

  const newest = newestOfOthers(entry)
  const entries: MenuEntry[] = [
    {
      kind: 'action',
      label: t.open,
      icon: <MessageCircle />,
      onSelect: () => void navigate({ to: '/chats/$conversationId', params: { conversationId: entry.id } }),
    },
    entry.unread > 0
      ? {
          kind: 'action',
          label: t.markRead,
          icon: <CheckCheck />,
          onSelect: () => markAllRead(entry),
        }
      : {
          kind: 'action',
          label: t.markUnread,
          icon: <MailOpen />,
          isDisabled: newest === null,
          onSelect: () => {
            if (newest === null) return
            markUnread(entry, newest).catch((error: unknown) => report(t.notMarkedUnread, error))
          },
        },
    {
      kind: 'action',
      label: entry.isFavourite ? t.unfavour : t.favour,
      icon: entry.isFavourite ? <StarOff /> : <Star />,
      shortcut: ['F'],
      onSelect: () => void ordering.favour(entry),
    },
    {
      kind: 'action',
      label: entry.isArchived ? t.unarchive : t.archive,
      icon: entry.isArchived ? <ArchiveRestore /> : <Archive />,
      shortcut: ['E'],
      onSelect: () => void ordering.archive(entry),
    },
    {
      kind: 'action',
      label: t.copyLink,
      icon: <LinkIcon />,
      onSelect: () => {
        navigator.clipboard.writeText(`${location.origin}/chats/${entry.id}`).then(
          () => showToast({ title: t.linkCopied }),
          (error: unknown) => report(t.copyLink, error),
        )
      },
    },
    { kind: 'line' },
    ...notifyEntries(entry, t, report),
  ]
  // A channel that anyone may join can be entered again at once; other places are left from their details, after a question.
  if (entry.kind === 'channel' && entry.isPublic && !entry.isLobby) {
    entries.push({ kind: 'line' })
    entries.push({
      kind: 'action',
      label: t.leave,
      icon: <LogOut />,
      isDanger: true,
      onSelect: () => void leave(entry),
    })
  }
  return <MenuAt place={place} label={t.menu} entries={entries} onClose={onClose} />
}
