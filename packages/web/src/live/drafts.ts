import { noDraft } from '@kith/sdk/draft-merge.ts'
import type { DraftState } from '@kith/sdk/draft-merge.ts'
import { client } from './client.ts'
import { useKith } from './use-kith.ts'

/* What somebody has begun to write, on whichever of their devices: in a conversation or in a thread, by `draftKey`. */

export function draftOf(draftKey: string): DraftState {
  return client.state.drafts.get(draftKey) ?? noDraft
}

export function keepDraft(draftKey: string, draft: { body: string; replyTo: string | null }): void {
  client.drafts.write(draftKey, { body: draft.body, replyTo: draft.replyTo })
}

export function useDraft(draftKey: string): DraftState {
  return useKith((state) => state.drafts.get(draftKey)) ?? noDraft
}
