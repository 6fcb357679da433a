import type { OutboxEntry } from './state.ts'

/** Where what was written but not yet stored by the server survives a restart. */
export interface OutboxStorage {
  load(userId: string): Promise<OutboxEntry[]>
  save(userId: string, entry: OutboxEntry): Promise<void>
  remove(userId: string, clientId: string): Promise<void>
  clear(userId: string): Promise<void>
}

/** Forgets with the process: for scripts and tests that want no file. */
export function memoryOutbox(): OutboxStorage {
  const people = new Map<string, Map<string, OutboxEntry>>()
  const of = (userId: string): Map<string, OutboxEntry> => {
    const known = people.get(userId) ?? new Map<string, OutboxEntry>()
    people.set(userId, known)
    return known
  }
  return {
    load: async (userId) => [...of(userId).values()].toSorted((a, b) => a.createdAt - b.createdAt),
    save: async (userId, entry) => void of(userId).set(entry.clientId, entry),
    remove: async (userId, clientId) => void of(userId).delete(clientId),
    clear: async (userId) => void people.delete(userId),
  }
}
