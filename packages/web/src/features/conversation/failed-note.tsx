import type { OutboxEntry } from '@kith/sdk/state.ts'
import { Button } from '../../design/button.tsx'
import { client } from '../../live/client.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Why a message was refused, and what can be done about it. */
export function FailedNote({ entry }: { entry: OutboxEntry }) {
  const { conversation: t } = useConversationWords()
  const why = t.failed[entry.problem?.code ?? ''] ?? t.failed['other']
  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-1 text-sm text-danger-text">
      <span>
        {t.states.failed}. {why}
      </span>
      <Button size="sm" variant="ghost" onClick={() => client.retry(entry.clientId)}>
        {t.retry}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => void client.discard(entry.clientId)}>
        {t.discard}
      </Button>
    </div>
  )
}
