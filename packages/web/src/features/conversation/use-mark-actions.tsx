import type { Conversation } from '@kith/protocol/conversations.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { Bookmark, BookmarkX, Forward, History, MailOpen, Pin, PinOff, SmilePlus, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { quickEmoji, rememberEmoji } from '../../live/recent-emoji.ts'
import { markUnread } from '../../live/unread.ts'
import { useReport } from '../../live/use-report.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import type { MarkDialog } from '../marks/marks.tsx'

export interface MarkActions {
  /** Reacts, or takes it back. */
  react: (message: Message, emoji: string) => void
  openDialog: (kind: MarkDialog['kind'], message: Message) => void
  pin: (message: Message) => void
  save: (message: Message) => void
  unread: (message: Message) => void
  mayPin: boolean
  mayMarkUnread: (message: Message) => boolean
  /** What a menu has of these, for a message that is there: reactions above all, the others in their place. */
  reactionEntries: (message: Message) => readonly MenuEntry[]
  entries: (message: Message) => readonly MenuEntry[]
}

/** What one puts on messages, and the dialog that is open for one of them. */
export function useMarkActions(entry: Conversation | undefined): {
  actions: MarkActions
  dialog: MarkDialog | null
  closeDialog: () => void
} {
  const { conversation: t } = useConversationWords()
  const report = useReport()
  const [dialog, setDialog] = useState<MarkDialog | null>(null)
  const conversationId = entry?.id ?? ''
  const mayPin = entry !== undefined && (entry.kind !== 'channel' || entry.role !== 'member')

  const actions = useMemo(() => {
    const { marks } = client
    const openDialog = (kind: MarkDialog['kind'], message: Message): void => setDialog({ kind, message })

    function react(message: Message, emoji: string): void {
      rememberEmoji(emoji)
      marks.toggleReaction(message, emoji).catch((error: unknown) => report(t.notReacted, error))
    }

    function pin({ id, pinnedAt }: Message): void {
      if (pinnedAt === null) marks.pin(id).catch((error: unknown) => report(t.notPinned, error))
      else marks.unpin(id).catch((error: unknown) => report(t.notUnpinned, error))
    }

    function save({ id }: Message): void {
      const isSaved = isKept(id)
      const asked = isSaved ? marks.unsave(id) : marks.save(id)
      asked.then(
        () => showToast({ id: 'saved', title: isSaved ? t.unsaved : t.saved }),
        (error: unknown) => report(isSaved ? t.notUnsaved : t.notSaved, error),
      )
    }

    function unread(message: Message): void {
      const known = client.state.conversations.get(conversationId)
      if (known === undefined) return
      markUnread(known, message).then(
        () => showToast({ id: 'unread', title: t.markedUnread }),
        (error: unknown) => report(t.notMarkedUnread, error),
      )
    }

    const mayMarkUnread = ({ author }: Message): boolean => author.id !== client.state.me?.id

    const made: MarkActions = {
      react,
      openDialog,
      pin,
      save,
      unread,
      mayPin,
      mayMarkUnread,
      reactionEntries: (message) => {
        const options = quickEmoji().map((emoji) => ({
          label: t.reactions.with(emoji),
          content: emoji,
          onSelect: () => react(message, emoji),
        }))
        const more = { label: t.reactions.more, content: <SmilePlus />, onSelect: () => openDialog('emoji', message) }
        return [{ kind: 'row', label: t.reactions.add, options: [...options, more] }, { kind: 'line' }]
      },
      entries: (message) => {
        const a = t.actions
        const isSaved = isKept(message.id)
        const isPinned = message.pinnedAt !== null
        const action = (label: string, icon: MenuEntryIcon, key: string | null, onSelect: () => void): MenuEntry => {
          const Icon = icon
          const shortcut = key === null ? {} : { shortcut: [key] }
          return { kind: 'action', label, icon: <Icon />, ...shortcut, onSelect }
        }
        return [
          action(a.forward, Forward, 'F', () => openDialog('forward', message)),
          action(isSaved ? a.unsave : a.save, isSaved ? BookmarkX : Bookmark, 'S', () => save(message)),
          ...(mayPin ? [action(isPinned ? a.unpin : a.pin, isPinned ? PinOff : Pin, 'P', () => pin(message))] : []),
          ...(mayMarkUnread(message) ? [action(a.unread, MailOpen, 'U', () => unread(message))] : []),
          ...(message.reactions.length > 0
            ? [action(a.reactors, Users, null, () => openDialog('reactors', message))]
            : []),
          ...(message.editedAt === null
            ? []
            : [action(a.history, History, null, () => openDialog('history', message))]),
        ]
      },
    }
    return made
  }, [conversationId, mayPin, t, report])

  return { actions, dialog, closeDialog: () => setDialog(null) }
}

type MenuEntryIcon = typeof Pin

function isKept(messageId: string): boolean {
  return client.state.saved?.ids.has(messageId) === true
}
