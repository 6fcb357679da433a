import { useSyncExternalStore } from 'react'
import { client } from './client.ts'

/** What somebody has begun to write in one conversation, on this device. */
export interface Draft {
  text: string
  /** The message it answers. */
  replyTo: string | null
}

const empty: Draft = { text: '', replyTo: null }
const known = new Map<string, Draft>()
const listeners = new Set<() => void>()

const keyOf = (conversationId: string): string => `kith.draft.${client.state.me?.id ?? ''}.${conversationId}`

function parse(text: string | null): Draft {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null) return empty
    const { text: words, replyTo } = { text: '', replyTo: null, ...value }
    return { text: String(words), replyTo: typeof replyTo === 'string' ? replyTo : null }
  } catch {
    return empty
  }
}

export function draftOf(conversationId: string): Draft {
  const key = keyOf(conversationId)
  let draft = known.get(key)
  if (draft === undefined) {
    try {
      draft = parse(localStorage.getItem(key))
    } catch {
      // Storage may be forbidden; the draft then lasts as long as the page.
      draft = empty
    }
    known.set(key, draft)
  }
  return draft
}

export function keepDraft(conversationId: string, draft: Draft): void {
  const key = keyOf(conversationId)
  const isEmpty = draft.text === '' && draft.replyTo === null
  known.set(key, isEmpty ? empty : draft)
  try {
    if (isEmpty) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(draft))
  } catch {
    // As above.
  }
  for (const listener of listeners) listener()
}

/** Drafts are private: they go when the account signs out here. */
export function forgetDrafts(userId: string): void {
  const prefix = `kith.draft.${userId}.`
  known.clear()
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
  } catch {
    // As above.
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

window.addEventListener('storage', ({ key, newValue }) => {
  if (key === null || !key.startsWith('kith.draft.')) return
  known.set(key, parse(newValue))
  for (const listener of listeners) listener()
})

export function useDraft(conversationId: string): Draft {
  return useSyncExternalStore(subscribe, () => draftOf(conversationId))
}
