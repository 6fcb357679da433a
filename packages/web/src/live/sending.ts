import type { Message } from '@kith/protocol/messages.ts'
import { client } from './client.ts'
import { draftOf, keepDraft } from './drafts.ts'
import { isAllUploaded, takeUploads, trayOf, wantSend, watchTrays } from './tray.ts'

/** Sends what was begun in a conversation or a thread: its text and what lies in its tray. */
export function sendDraft(draftKey: string): { clientId: string; sent: Promise<Message> } {
  const [conversationId = '', threadId = null] = draftKey.split('/')
  const { body, replyTo } = draftOf(draftKey)
  const attachmentIds = takeUploads(draftKey)
  keepDraft(draftKey, { body: '', replyTo: null })
  return client.send(conversationId, body, replyTo, attachmentIds, { threadId })
}

const wanted = new Set<string>()

/** Sends it as soon as everything in the tray is uploaded, wherever one looks by then. */
export function sendWhenUploaded(draftKey: string): void {
  wanted.add(draftKey)
  wantSend(draftKey, true)
}

watchTrays(() => {
  for (const draftKey of wanted) {
    const tray = trayOf(draftKey)
    if (!tray.isSendWanted) wanted.delete(draftKey)
    else if (isAllUploaded(tray)) {
      wanted.delete(draftKey)
      // A refusal stands in the conversation, beside the message.
      sendDraft(draftKey).sent.catch(() => undefined)
    }
  }
})
