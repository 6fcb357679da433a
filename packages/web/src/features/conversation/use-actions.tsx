import type { Message } from '@kith/protocol/messages.ts'
import { CheckCheck, Copy, ImageOff, Link as LinkIcon, MessagesSquare, Pencil, Reply, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, UNDO_MS } from '../../live/later.ts'
import { addressOfMessage } from '../../live/message-address.ts'
import { useReport } from '../../live/use-report.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { feedEntries } from './feed-entries.tsx'
import type { MarkActions } from './use-mark-actions.tsx'

export interface Actions extends MarkActions {
  reply: (message: Message) => void
  /** Shows the thread of a message, where one can answer in it. */
  openThread: (message: Message) => void
  /** Whether there is a thread to go to: not in the thread itself. */
  hasThreads: boolean
  edit: (message: Message) => void
  copyText: (message: Message) => void
  copyLink: (message: Message) => void
  remove: (message: Message) => void
  removePreviews: (message: Message) => void
  mayEdit: (message: Message) => boolean
  mayRemove: (message: Message) => boolean
  menuFor: (message: Message) => readonly MenuEntry[]
}

/** Under which key previews are about to be taken off a message. */
export const previewsKey = (messageId: string): string => `previews ${messageId}`

interface ActionsInput {
  myId: string
  /** Whether one leads this conversation, and may delete what others wrote. */
  isLeading: boolean
  onReply: (message: Message) => void
  /** Shows the thread of a message; null in the thread itself. */
  onThread: ((message: Message) => void) | null
  onEdit: (message: Message) => void
  /** Shows who has read a message of one's own; null where nobody is told. */
  onReceipts: ((message: Message) => void) | null
  marks: MarkActions
}

/** What can be done with a message: by the toolbar, the menu and the keys alike. */
export function useActions({ myId, isLeading, onReply, onThread, onEdit, onReceipts, marks }: ActionsInput): Actions {
  const { conversation: t } = useConversationWords()
  const report = useReport()
  return useMemo(() => {
    const isThere = ({ kind, deletedAt }: Message): boolean => kind === 'text' && deletedAt === null
    const mayEdit = (message: Message): boolean =>
      isThere(message) && message.author.id === myId && message.forwardedFrom === null
    const mayRemove = (message: Message): boolean => isThere(message) && (message.author.id === myId || isLeading)

    function copy(text: string, done: string): void {
      navigator.clipboard.writeText(text).then(
        () => showToast({ id: 'copied', title: done }),
        (error: unknown) => report(t.notCopied, error),
      )
    }

    /** It is gone from this screen at once, from the others when it can no longer be taken back. */
    function remove({ id }: Message): void {
      doLater(id, () => client.remove(id).catch((error: unknown) => report(t.notDeleted, error)))
      const action = { label: t.undo, onSelect: () => takeBack(id) }
      showToast({ title: t.deletedToast, durationMs: UNDO_MS, action })
    }

    function removePreviews({ id: messageId }: Message): void {
      const key = previewsKey(messageId)
      const call = () => client.api.call('DELETE /api/messages/:messageId/previews', { messageId })
      doLater(key, async () => void (await call().catch((error: unknown) => report(t.previewsNotRemoved, error))))
      const action = { label: t.undo, onSelect: () => takeBack(key) }
      showToast({ title: t.previewsRemoved, durationMs: UNDO_MS, action })
    }

    const actions: Actions = {
      ...marks,
      mayEdit,
      mayRemove,
      reply: onReply,
      openThread: (message) => onThread?.(message),
      hasThreads: onThread !== null,
      edit: onEdit,
      remove,
      removePreviews,
      copyText: ({ body }) => copy(body, t.copied),
      copyLink: (message) => copy(location.origin + addressOfMessage(message), t.linkCopied),
      menuFor: (message) => {
        const entries: MenuEntry[] = []
        const a = t.actions
        const add = (label: string, icon: MenuIcon, key: string, run: (message: Message) => void): void => {
          const Icon = icon
          entries.push({ kind: 'action', label, icon: <Icon />, shortcut: [key], onSelect: () => run(message) })
        }
        if (isThere(message)) {
          entries.push(...marks.reactionEntries(message))
          add(a.reply, Reply, 'R', onReply)
          if (onThread !== null) add(message.threadId === null ? a.thread : a.openThread, MessagesSquare, 'T', onThread)
          if (mayEdit(message)) add(a.edit, Pencil, 'E', onEdit)
          entries.push(...marks.entries(message))
          add(a.copyText, Copy, 'C', actions.copyText)
        }
        entries.push({
          kind: 'action',
          label: a.copyLink,
          icon: <LinkIcon />,
          onSelect: () => actions.copyLink(message),
        })
        if (isThere(message)) entries.push(...feedEntries(message, myId, a))
        if (onReceipts !== null && mayEdit(message)) {
          entries.push({
            kind: 'action',
            label: a.receipts,
            icon: <CheckCheck />,
            onSelect: () => onReceipts(message),
          })
        }
        if (mayRemove(message) && message.previews.length > 0) {
          entries.push({
            kind: 'action',
            label: a.removePreviews,
            icon: <ImageOff />,
            onSelect: () => removePreviews(message),
          })
        }
        if (mayRemove(message)) {
          entries.push({ kind: 'line' })
          entries.push({
            kind: 'action',
            label: a.delete,
            icon: <Trash2 />,
            shortcut: ['Del'],
            isDanger: true,
            onSelect: () => remove(message),
          })
        }
        return entries
      },
    }
    return actions
  }, [myId, isLeading, onReply, onThread, onEdit, onReceipts, marks, t, report])
}

type MenuIcon = typeof Reply
