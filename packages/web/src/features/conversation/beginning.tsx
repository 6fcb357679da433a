import type { Conversation } from '@kith/protocol/conversations.ts'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { nameOf, peerOf } from '../../live/naming.ts'
import { calendarDay } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** What stands above the first message. */
export function Beginning({ entry, myId }: { entry: Conversation; myId: string }) {
  const { conversation: t } = useConversationWords()
  const peer = peerOf(entry, myId)
  const name = nameOf(entry, myId)
  const isSelf = entry.kind === 'direct' && peer === null
  return (
    <div className="flex flex-col items-center gap-2 px-6 pt-12 pb-4 text-center">
      <ConversationFace entry={entry} myId={myId} size="xl" />
      <p dir="auto" className="mt-1 text-lg font-bold">
        {name}
      </p>
      {entry.topic !== '' && (
        <p dir="auto" className="max-w-md text-pretty">
          {entry.topic}
        </p>
      )}
      <p className="max-w-md text-sm text-pretty text-muted">
        {isSelf ? t.beginningSelf : peer === null ? t.beginning(name) : t.beginningDirect(name)}{' '}
        <time dateTime={entry.createdAt}>{calendarDay(entry.createdAt)}</time>
      </p>
    </div>
  )
}
