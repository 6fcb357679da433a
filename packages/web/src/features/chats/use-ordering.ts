import type { Conversation } from '@kith/protocol/conversations.ts'
import { useMemo } from 'react'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { nameOf } from '../../live/naming.ts'
import { markAllRead } from '../../live/threads.ts'
import { useReport } from '../../live/use-report.ts'
import { useWords } from '../../words/words.ts'

export interface Ordering {
  favour: (entry: Conversation) => Promise<void>
  /** Puts it away or takes it out; what was put away can be taken back at once. */
  archive: (entry: Conversation) => Promise<void>
  read: (entry: Conversation) => Promise<void>
  readAll: () => void
}

/** How one keeps one's list: by the menus and the keys alike. */
export function useOrdering(): Ordering {
  const { chats: t } = useWords()
  const report = useReport()
  return useMemo(() => {
    async function place(entry: Conversation, change: { isFavourite: boolean } | { isArchived: boolean }) {
      try {
        return await client.order.place(entry.id, change)
      } catch (error) {
        report(t.notMoved, error)
        return null
      }
    }
    async function setArchived(entry: Conversation, isArchived: boolean): Promise<void> {
      if ((await place(entry, { isArchived })) === null) return
      const name = nameOf(entry, client.state.me?.id ?? '')
      const undo = { label: t.undo, onSelect: () => void place(entry, { isArchived: !isArchived }) }
      showToast({ id: 'archived', title: (isArchived ? t.archivedToast : t.unarchivedToast)(name), action: undo })
    }
    return {
      favour: async (entry) => {
        await place(entry, { isFavourite: !entry.isFavourite })
      },
      archive: (entry) => setArchived(entry, !entry.isArchived),
      read: async (entry) => markAllRead(entry),
      readAll: () => {
        client.order.readAll().then(
          (count) => showToast({ id: 'read-all', title: t.allMarked(count) }),
          (error: unknown) => report(t.notRead, error),
        )
      },
    }
  }, [t, report])
}
