import type { Message } from '@kith/protocol/messages.ts'
import { plainText } from '../../words/plain-text.ts'

/** Says what others write while the conversation is open, to who cannot see it come. */
export function NewestAloud({ newest, myId }: { newest: Message | undefined; myId: string }) {
  const isSaid =
    newest !== undefined && newest.author.id !== myId && newest.kind === 'text' && newest.deletedAt === null
  return (
    <p aria-live="polite" className="sr-only">
      {isSaid ? `${newest.author.displayName}: ${plainText(newest.body)}` : ''}
    </p>
  )
}
