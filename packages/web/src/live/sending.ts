import type { Message } from '@kith/protocol/messages.ts'
import { client } from './client.ts'
import { draftOf, keepDraft } from './drafts.ts'
import { isAllUploaded, takeUploads, trayOf, wantSend, watchTrays } from './tray.ts'

/** Sends what was begun in a conversation: its text and what lies in its tray. */
export function sendDraft(conversationId: string): { clientId: string; sent: Promise<Message> } {
  const { body, replyTo } = draftOf(conversationId)
  const attachmentIds = takeUploads(conversationId)
  keepDraft(conversationId, { body: '', replyTo: null })
  return client.send(conversationId, body, replyTo, attachmentIds)
}

const wanted = new Set<string>()

/** Sends it as soon as everything in the tray is uploaded, wherever one looks by then. */
export function sendWhenUploaded(conversationId: string): void {
  wanted.add(conversationId)
  wantSend(conversationId, true)
}

watchTrays(() => {
  for (const conversationId of wanted) {
    const tray = trayOf(conversationId)
    if (!tray.isSendWanted) wanted.delete(conversationId)
    else if (isAllUploaded(tray)) {
      wanted.delete(conversationId)
      // A refusal stands in the conversation, beside the message.
      sendDraft(conversationId).sent.catch(() => undefined)
    }
  }
})
