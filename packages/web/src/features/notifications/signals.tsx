import type { Signal } from '@kith/sdk/notices.ts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import { client } from '../../live/client.ts'
import { addressOfMessage } from '../../live/message-address.ts'
import { nameOf } from '../../live/naming.ts'
import { giveSignals } from '../../live/signals.ts'
import type { SignalWords } from '../../live/signals.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { messageInWords } from '../../words/message-in-words.ts'
import { plainText } from '../../words/plain-text.ts'
import { useWords } from '../../words/words.ts'
import { addressOf, sentenceOf } from './notice-sentence.ts'

/** Draws nothing: tells by the browser of what comes while nobody looks. */
export function Signals() {
  const { files } = useWords()
  const { notifications: t } = useMoreWords()
  const navigate = useNavigate()

  const wordsOf = useEffectEvent((signal: Signal): SignalWords | null => {
    const { conversations, me } = client.state
    const id = signal.type === 'notice' ? signal.notification.conversationId : signal.message.conversationId
    const entry = conversations.get(id ?? '')
    const where = entry === undefined ? null : nameOf(entry, me?.id ?? '')
    if (signal.type === 'notice') {
      const { notification } = signal
      const text = notification.excerpt ?? notification.detail ?? ''
      return { title: sentenceOf(notification, where, t), text: plainText(text), to: addressOf(notification) }
    }
    if (entry === undefined) return null
    const { author } = signal.message
    // Of whom one has blocked or muted one wants to hear nothing.
    const relation = client.state.relations.get(author.id)
    if (relation?.isBlocked === true || relation?.isMuted === true) return null
    const text = messageInWords(signal.message, files).slice(0, 140)
    const to = addressOfMessage(signal.message)
    if (entry.kind === 'direct') return { title: author.displayName, text, to }
    return { title: where ?? t.somewhere, text: `${author.displayName}: ${text}`, to }
  })
  const go = useEffectEvent((to: string) => void navigate({ to }))

  useEffect(
    () =>
      giveSignals(
        (signal) => wordsOf(signal),
        (to) => go(to),
      ),
    [],
  )
  return null
}
