import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import { useConversationWords } from '../../words/conversation-words.ts'

export type SendStateName = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed'

const signs = { waiting: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert }

/** How far one's own message has come. */
export function SendState({ state }: { state: SendStateName }) {
  const { conversation: t } = useConversationWords()
  const Sign = signs[state]
  const tone = state === 'failed' ? 'text-danger-text' : state === 'read' ? 'text-accent-text' : ''
  return (
    <>
      <Sign aria-hidden="true" strokeWidth={2.25} className={`inline size-3.5 ${tone}`} />
      <span className="sr-only">{t.states[state]}</span>
    </>
  )
}
