import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { client } from './client.ts'
import { draftOf, keepDraft } from './drafts.ts'
import { isAllUploaded, takeUploads, trayOf, wantSend, watchTrays } from './tray.ts'

interface Meaning {
  /** Whether its author was asked if they mean to tell so many; else it is refused where these are very many. */
  isMeant?: boolean
}

/** Sends what was begun in a conversation or a thread: its text and what lies in its tray. */
export function sendDraft(
  draftKey: string,
  { isMeant = false }: Meaning = {},
): { clientId: string; sent: Promise<Message> } {
  const [conversationId = '', threadId = null] = draftKey.split('/')
  const { body, replyTo } = draftOf(draftKey)
  const attachmentIds = takeUploads(draftKey)
  keepDraft(draftKey, { body: '', replyTo: null })
  const reach = isMeant ? {} : { reachMax: limits.mentionAskedFrom }
  return client.send(conversationId, body, replyTo, attachmentIds, { threadId, ...reach })
}

const wanted = new Map<string, Meaning>()

/** Sends it as soon as everything in the tray is uploaded, wherever one looks by then. */
export function sendWhenUploaded(draftKey: string, meaning: Meaning = {}): void {
  wanted.set(draftKey, meaning)
  wantSend(draftKey, true)
}

watchTrays(() => {
  for (const [draftKey, meaning] of wanted) {
    const tray = trayOf(draftKey)
    if (!tray.isSendWanted) wanted.delete(draftKey)
    else if (isAllUploaded(tray)) {
      wanted.delete(draftKey)
      // A refusal stands in the conversation, beside the message.
      sendDraft(draftKey, meaning).sent.catch(() => undefined)
    }
  }
})
