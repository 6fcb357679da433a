import type { DraftState } from '@kith/sdk/draft-merge.ts'
import type { DraftStorage } from '@kith/sdk/draft-storage.ts'

const prefixOf = (userId: string): string => `kith.draft.${userId}.`

/** Drafts in this browser. Storage may be forbidden or full: they then last as long as the page. */
export const browserDrafts: DraftStorage = {
  load: (userId) => {
    const kept = new Map<string, DraftState>()
    attempt(() => {
      for (const [key, value] of Object.entries(localStorage)) {
        const draft = key.startsWith(prefixOf(userId)) ? parse(String(value)) : null
        if (draft !== null) kept.set(key.slice(prefixOf(userId).length), draft)
      }
    })
    return kept
  },
  save: (userId, key, draft) => attempt(() => localStorage.setItem(prefixOf(userId) + key, JSON.stringify(draft))),
  remove: (userId, key) => attempt(() => localStorage.removeItem(prefixOf(userId) + key)),
  clear: (userId) =>
    attempt(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefixOf(userId))) localStorage.removeItem(key)
    }),
}

function attempt(access: () => void): void {
  try {
    access()
  } catch {
    // As above.
  }
}

/** What something else wrote there is no draft. */
function parse(text: string): DraftState | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { body, replyTo, writtenAt, rev, isSent, other } = { other: null, ...value } as Partial<DraftState>
    if (typeof body !== 'string' || typeof rev !== 'number') return null
    return {
      body,
      replyTo: replyTo ?? null,
      writtenAt: Number(writtenAt),
      rev,
      isSent: isSent === true,
      other: other ?? null,
    }
  } catch {
    return null
  }
}
