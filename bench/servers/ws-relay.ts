/*
 * Reference (a): the least that a relay can do. Parses each message, numbers it, frames it once with `ws` and writes
 * the frame to every socket of the conversation. Nothing is stored.
 */
import { referenceMessage } from './reference-message.ts'
import { serveRelay } from './relay-wire.ts'

const seqs = new Map<string, number>()

serveRelay((sent, userId, deliver) => {
  const seq = (seqs.get(sent.conversationId) ?? 0) + 1
  seqs.set(sent.conversationId, seq)
  deliver(referenceMessage(sent, userId, seq))
})
