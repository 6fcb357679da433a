import type { Message } from '@kith/protocol/messages.ts'
import type { Pins } from '@kith/sdk/pins.ts'
import { Pin } from 'lucide-react'
import { useEffect, useState } from 'react'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useIsBlocked } from '../../live/relations.ts'
import { useKith } from '../../live/use-kith.ts'
import { plainText } from '../../words/plain-text.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** The pins of a conversation, asked for while somebody looks; undefined before they are here. */
export function usePins(conversationId: string): Pins | undefined {
  const pins = useKith((state) => state.pins.get(conversationId))
  const isOnline = useKith((state) => state.connection.state === 'online')
  const isKnown = pins !== undefined
  useEffect(() => {
    // Without an answer they are asked for with the next connection.
    if (!isKnown) client.marks.loadPins(conversationId).catch(() => undefined)
  }, [conversationId, isKnown, isOnline])
  return pins
}

/** The newest pin under the header; pressing it goes there, and then to the one before. */
export function PinBar({ conversationId, onGo }: { conversationId: string; onGo: (message: Message) => void }) {
  const { pins: t, blocked } = useConversationWords().conversation
  const pins = usePins(conversationId)
  const [turn, setTurn] = useState(0)
  const count = pins?.items.length ?? 0
  const at = count === 0 ? 0 : turn % count
  const message = pins?.items[at]
  const isBlocked = useIsBlocked(message?.author.id ?? '')
  if (message === undefined) return null
  return (
    <button
      type="button"
      onClick={() => {
        onGo(message)
        setTurn(at + 1)
      }}
      className="motion-fade flex min-h-11 w-full shrink-0 items-center gap-3 border-b border-line bg-paper px-4 py-1 text-start hover:bg-hover md:px-6"
    >
      <Pin aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
      <span className="flex min-w-0 grow flex-col">
        <span className="text-xs font-semibold text-accent-text">{count === 1 ? t.one : t.of(at + 1, count)}</span>
        <span className="truncate text-sm">
          <bdi className="font-semibold">{isBlocked ? '' : personName(message.author)}</bdi>{' '}
          <bdi>{isBlocked ? blocked : plainText(message.body)}</bdi>
        </span>
      </span>
    </button>
  )
}
