import type { OutboxEntry } from '@kith/sdk/state.ts'
import { Button } from '../../design/button.tsx'
import { client } from '../../live/client.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** Why a message was refused, and what can be done about it; or the question whether so many are to be told. */
export function FailedNote({ entry }: { entry: OutboxEntry }) {
  const { conversation: t } = useConversationWords()
  const { code = '', reach = 0 } = entry.problem ?? {}
  const isAsked = code === 'tells-many'
  const why = t.failed[code] ?? t.failed['other']
  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-1 text-sm text-danger-text">
      <span>
        {t.states.failed}. {isAsked ? t.tellsMany(reach) : why}
      </span>
      <Button size="sm" variant="ghost" onClick={() => client.retry(entry.clientId)}>
        {isAsked ? t.tellThem : t.retry}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => void client.discard(entry.clientId)}>
        {t.discard}
      </Button>
    </div>
  )
}
