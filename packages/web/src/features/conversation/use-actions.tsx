import type { Message } from '@kith/protocol/messages.ts'
import { Copy, Link as LinkIcon, Pencil, Reply, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, UNDO_MS } from '../../live/later.ts'
import { useReport } from '../../live/use-report.ts'
import { useWords } from '../../words/words.ts'

export interface Actions {
  reply: (message: Message) => void
  edit: (message: Message) => void
  copyText: (message: Message) => void
  copyLink: (message: Message) => void
  remove: (message: Message) => void
  mayEdit: (message: Message) => boolean
  mayRemove: (message: Message) => boolean
  menuFor: (message: Message) => readonly MenuEntry[]
}

interface ActionsInput {
  myId: string
  /** Whether one leads this conversation, and may delete what others wrote. */
  isLeading: boolean
  onReply: (message: Message) => void
  onEdit: (message: Message) => void
}

/** What can be done with a message: by the toolbar, the menu and the keys alike. */
export function useActions({ myId, isLeading, onReply, onEdit }: ActionsInput): Actions {
  const { conversation: t } = useWords()
  const report = useReport()
  return useMemo(() => {
    const isThere = ({ kind, deletedAt }: Message): boolean => kind === 'text' && deletedAt === null
    const mayEdit = (message: Message): boolean => isThere(message) && message.author.id === myId
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

    const actions: Actions = {
      mayEdit,
      mayRemove,
      reply: onReply,
      edit: onEdit,
      remove,
      copyText: ({ body }) => copy(body, t.copied),
      copyLink: ({ conversationId, seq }) => copy(`${location.origin}/chats/${conversationId}?at=${seq}`, t.linkCopied),
      menuFor: (message) => {
        const entries: MenuEntry[] = []
        const a = t.actions
        const add = (label: string, icon: MenuIcon, key: string, run: (message: Message) => void): void => {
          const Icon = icon
          entries.push({ kind: 'action', label, icon: <Icon />, shortcut: [key], onSelect: () => run(message) })
        }
        if (isThere(message)) {
          add(a.reply, Reply, 'R', onReply)
          if (mayEdit(message)) add(a.edit, Pencil, 'E', onEdit)
          add(a.copyText, Copy, 'C', actions.copyText)
        }
        entries.push({
          kind: 'action',
          label: a.copyLink,
          icon: <LinkIcon />,
          onSelect: () => actions.copyLink(message),
        })
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
  }, [myId, isLeading, onReply, onEdit, t, report])
}

type MenuIcon = typeof Reply
