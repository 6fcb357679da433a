import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { useFileWords } from '../../words/file-words.ts'
import { ConversationsDialog } from '../sharing/sharing.tsx'
import { shareFiles } from './share-files.ts'

interface ShareDialogProps {
  files: readonly ProjectEntry[]
  onClose: () => void
}

/** Shares files into some conversations. */
export function ShareDialog({ files, onClose }: ShareDialogProps) {
  const { projectFiles } = useFileWords()
  const { shareDialog: t } = projectFiles
  return (
    <ConversationsDialog
      title={t.title(files.length, files[0]?.name ?? '')}
      text={t.text}
      words={{ send: t.share, sent: t.shared, notSent: t.notShared }}
      send={({ conversationId, clientId, comment }) => shareFiles({ conversationId, clientId, files, body: comment })}
      onClose={onClose}
    />
  )
}
