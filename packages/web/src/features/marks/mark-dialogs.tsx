import type { Message } from '@kith/protocol/messages.ts'
import { EmojiDialog } from './emoji-dialog.tsx'
import { ForwardDialog } from './forward-dialog.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { ReactorsDialog } from './reactors-dialog.tsx'

export interface MarkDialog {
  kind: 'emoji' | 'forward' | 'history' | 'reactors'
  message: Message
}

export interface MarkDialogsProps {
  dialog: MarkDialog
  onPick: (message: Message, emoji: string) => void
  onClose: () => void
}

/** What stands above a conversation for one of its messages. */
export function MarkDialogs({ dialog: { kind, message }, onPick, onClose }: MarkDialogsProps) {
  switch (kind) {
    case 'emoji':
      return <EmojiDialog onPick={(emoji) => onPick(message, emoji)} onClose={onClose} />
    case 'forward':
      return <ForwardDialog message={message} onClose={onClose} />
    case 'history':
      return <HistoryDialog message={message} onClose={onClose} />
    case 'reactors':
      return <ReactorsDialog message={message} onClose={onClose} />
  }
}
