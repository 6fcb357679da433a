import type { Message } from '@kith/protocol/messages.ts'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { plainText } from '../../words/plain-text.ts'
import { ConversationsDialog } from '../sharing/sharing.tsx'

/** Sends a message on to some conversations. */
export function ForwardDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { marks: t } = useMoreWords()
  return (
    <ConversationsDialog
      title={t.forwardTitle}
      text={`${personName(message.author)}: ${plainText(message.body)}`}
      words={{ send: t.forwardTo, sent: t.forwarded, notSent: t.notForwarded }}
      send={async ({ conversationId, clientId, comment }) => {
        await client.marks.forward(message.id, conversationId, clientId)
        // What was written to it waits in the outbox like any other message.
        if (comment !== '') void client.send(conversationId, comment).sent.catch(() => undefined)
      }}
      onClose={onClose}
    />
  )
}
