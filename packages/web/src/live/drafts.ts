import { noDraft } from '@kith/sdk/draft-merge.ts'
import type { DraftState } from '@kith/sdk/draft-merge.ts'
import { client } from './client.ts'
import { useKith } from './use-kith.ts'

/** What somebody has begun to write in one conversation, on whichever of their devices. */
export function draftOf(conversationId: string): DraftState {
  return client.state.drafts.get(conversationId) ?? noDraft
}

export function keepDraft(conversationId: string, draft: { body: string; replyTo: string | null }): void {
  client.drafts.write(conversationId, { body: draft.body, replyTo: draft.replyTo })
}

export function useDraft(conversationId: string): DraftState {
  return useKith((state) => state.drafts.get(conversationId)) ?? noDraft
}
