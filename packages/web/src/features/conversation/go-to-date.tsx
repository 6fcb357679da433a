import { useState } from 'react'
import type { ReactElement } from 'react'
import { onDemand } from '../../design/on-demand.tsx'
import { Popover } from '../../design/popover.tsx'
import { useConversationWords } from '../../words/conversation-words.ts'

const { Part: JumpToDate } = onDemand(async () => (await import('./jump-to-date.tsx')).JumpToDate)

interface GoToDateProps {
  conversationId: string
  onJump: (seq: number) => void
  trigger: ReactElement
}

/** The way to another day of a conversation, behind whatever is pressed for it. */
export function GoToDate({ conversationId, onJump, trigger }: GoToDateProps) {
  const { dates: t } = useConversationWords().conversation
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover label={t.jump} isOpen={isOpen} onIsOpenChange={setIsOpen} trigger={trigger}>
      <JumpToDate conversationId={conversationId} onJump={onJump} onClose={() => setIsOpen(false)} />
    </Popover>
  )
}
