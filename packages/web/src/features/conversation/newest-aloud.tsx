import type { Message } from '@kith/protocol/messages.ts'
import { personName } from '../../live/naming.ts'
import { useIsBlocked } from '../../live/relations.ts'
import { messageInWords } from '../../words/message-in-words.ts'
import { useWords } from '../../words/words.ts'

/** Says what others write while the conversation is open, to who cannot see it come. */
export function NewestAloud({ newest, myId }: { newest: Message | undefined; myId: string }) {
  const { files } = useWords()
  const isBlocked = useIsBlocked(newest?.author.id ?? '')
  const isSaid =
    !isBlocked &&
    newest !== undefined &&
    newest.author.id !== myId &&
    newest.kind === 'text' &&
    newest.deletedAt === null
  return (
    <p aria-live="polite" className="sr-only">
      {isSaid ? `${personName(newest.author)}: ${messageInWords(newest, files)}` : ''}
    </p>
  )
}
