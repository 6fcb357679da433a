import type { Database, Tx } from '../../packages/server/src/database/database.ts'
import { atWork, isArmed } from './mark.ts'

/** How long a transaction stays open after its answer has left. */
const LATE_MS = 15

type OpenDatabase = (...given: unknown[]) => Promise<Database>

function answerFirst(db: Database): Database['write'] {
  return <T>(work: (tx: Tx) => Promise<T>) => {
    if (!isArmed()) return db.write(work)
    return new Promise<T>((resolve, reject) => {
      const late = async (tx: Tx): Promise<T> => {
        const value = await work(tx)
        resolve(value)
        atWork()
        await new Promise((passed) => setTimeout(passed, LATE_MS))
        return value
      }
      db.write(late).then(resolve, reject)
    })
  }
}

/** Whoever writes is answered when its work is done, and not when it is stored. */
export const plant = {
  openDatabase: async (real: OpenDatabase, given: unknown[]): Promise<Database> => {
    const db = await real(...given)
    return new Proxy(db, {
      get: (target, key) => {
        if (key === 'write') return answerFirst(target)
        const value: unknown = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  },
}
