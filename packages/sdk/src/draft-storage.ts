import type { DraftState } from './draft-merge.ts'

/** Where what was begun survives a restart, by person and place. */
export interface DraftStorage {
  load(userId: string): ReadonlyMap<string, DraftState>
  save(userId: string, key: string, draft: DraftState): void
  remove(userId: string, key: string): void
  clear(userId: string): void
}

/** Forgets with the process. */
export function memoryDrafts(): DraftStorage {
  const people = new Map<string, Map<string, DraftState>>()
  const of = (userId: string): Map<string, DraftState> => {
    const known = people.get(userId) ?? new Map<string, DraftState>()
    people.set(userId, known)
    return known
  }
  return {
    load: (userId) => of(userId),
    save: (userId, key, draft) => void of(userId).set(key, draft),
    remove: (userId, key) => void of(userId).delete(key),
    clear: (userId) => void people.delete(userId),
  }
}
