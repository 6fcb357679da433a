import type { ReactNode } from 'react'
import { X } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'

interface ComposerNoteProps {
  icon: ReactNode
  title: string
  text: string
  onCancel: () => void
}

/** What the text below answers or changes. */
export function ComposerNote({ icon, title, text, onCancel }: ComposerNoteProps) {
  const { conversation: t } = useConversationWords()
  return (
    <div className="flex items-center gap-3 border-b border-line py-1.5 ps-4 pe-1.5 [&>svg]:size-4.5 [&>svg]:shrink-0 [&>svg]:text-accent-text">
      {icon}
      <div className="flex min-w-0 grow flex-col text-sm">
        <span className="truncate font-semibold text-accent-text">{title}</span>
        <span dir="auto" className="words-line text-muted">
          {text}
        </span>
      </div>
      <IconButton size="sm" label={t.cancel} shortcut={['Esc']} icon={<X />} onClick={onCancel} />
    </div>
  )
}
