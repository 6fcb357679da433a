import type { OutboxStorage } from './outbox-storage.ts'
import type { OutboxEntry } from './state.ts'

const STORE = 'outbox'

interface Row {
  userId: string
  clientId: string
  entry: OutboxEntry
}

/** In the browser's database, apart for each account. */
export function indexedDbOutbox(databaseName: string): OutboxStorage {
  let opening: Promise<IDBDatabase> | null = null

  function open(): Promise<IDBDatabase> {
    opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(databaseName, 1)
      request.addEventListener('upgradeneeded', () => {
        request.result.createObjectStore(STORE, { keyPath: ['userId', 'clientId'] })
      })
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('the outbox cannot be opened')))
    })
    return opening
  }

  /** Resolves once the change is complete on the browser's side. */
  async function change(act: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await open()).transaction(STORE, 'readwrite', { durability: 'strict' })
    act(transaction.objectStore(STORE))
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('error', () => reject(transaction.error ?? new Error('the outbox was not written')))
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('the outbox was not written')))
    })
  }

  const all = (userId: string): IDBKeyRange => IDBKeyRange.bound([userId], [userId, []])

  return {
    load: async (userId) => {
      const store = (await open()).transaction(STORE).objectStore(STORE)
      const rows = await new Promise<Row[]>((resolve, reject) => {
        const request: IDBRequest<Row[]> = store.getAll(all(userId))
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('the outbox cannot be read')))
      })
      return rows.map(({ entry }) => entry).toSorted((a, b) => a.createdAt - b.createdAt)
    },
    save: (userId, entry) => change((store) => store.put({ userId, clientId: entry.clientId, entry })),
    remove: (userId, clientId) => change((store) => store.delete([userId, clientId])),
    clear: (userId) => change((store) => store.delete(all(userId))),
  }
}
