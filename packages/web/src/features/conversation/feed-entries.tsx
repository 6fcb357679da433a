import type { Message } from '@kith/protocol/messages.ts'
import { Flag, GalleryVerticalEnd } from 'lucide-react'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { personName } from '../../live/naming.ts'
import type { ConversationWords } from '../../words/conversation-words.ts'
import { wordsNow } from '../../words/words.ts'

/** What leads out of the conversation: posting pictures of one's own, and bringing what others wrote before those who lead. */
export function feedEntries(
  message: Message,
  myId: string,
  t: ConversationWords['conversation']['actions'],
): MenuEntry[] {
  const { id, author, attachments, forwardedFrom } = message
  if (author.id !== myId) {
    const report = (): void => {
      const reported = { kind: 'message' as const, id, name: personName(author) }
      import('../reporting/reporting.tsx').then(({ openReport }) => openReport(reported)).catch(notLoaded)
    }
    return [{ kind: 'action', label: t.report, icon: <Flag />, onSelect: report }]
  }
  const pictures = attachments.filter(
    ({ kind, previewUrl }) => kind === 'video' || (kind === 'image' && previewUrl !== null),
  )
  // What was forwarded is somebody else’s.
  if (pictures.length === 0 || forwardedFrom !== null) return []
  const post = (): void => {
    import('../posting/posting.tsx').then(({ openPosting }) => openPosting(pictures)).catch(notLoaded)
  }
  return [{ kind: 'action', label: t.post, icon: <GalleryVerticalEnd />, onSelect: post }]
}

function notLoaded(): void {
  showToast({ tone: 'danger', title: wordsNow().problems.offline })
}
