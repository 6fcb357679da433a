import type { Conversation } from '@kith/protocol/conversations.ts'
import { PinOff } from 'lucide-react'
import { IconButton } from '../../design/icon-button.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { MarkRow } from './mark-row.tsx'
import { usePins } from './pin-bar.tsx'

/** All that is pinned in a conversation, the newest first. */
export function PinnedList({ entry, mayPin }: { entry: Conversation; mayPin: boolean }) {
  const { conversation: t } = useConversationWords()
  const report = useReport()
  const pins = usePins(entry.id)
  if (pins === undefined || pins.items.length === 0) return null
  return (
    <section aria-label={t.pins.title}>
      <h3 className="pb-1 text-sm font-semibold text-muted">{t.pins.title}</h3>
      <ul className="-mx-2.5">
        {pins.items.map((message) => (
          <MarkRow key={message.id} message={message} hasPlace={false}>
            {mayPin && (
              <IconButton
                size="sm"
                label={t.actions.unpin}
                icon={<PinOff />}
                className="m-1.5"
                onClick={() => {
                  client.marks.unpin(message.id).catch((error: unknown) => report(t.notUnpinned, error))
                }}
              />
            )}
          </MarkRow>
        ))}
      </ul>
    </section>
  )
}
