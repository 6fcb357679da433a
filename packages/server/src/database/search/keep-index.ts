import { constants, setPriority } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { removeIndex } from './sqlite-files.ts'
import type { IndexPaths, SearchAnswer, SearchQuestion } from './sqlite-search.ts'

/*
 * What the thread of an index does, whatever is in it. Its file is one that only this thread writes: neither the loop nor
 * a commit ever waits for it. The database itself is attached read-only, so rights are asked in the same query.
 */
const AT_ONCE = 200

/** The file of this thread's index, with the database attached as `kith`; a new one where another version wrote it. */
export function openIndex(version: number, createTables: (index: DatabaseSync) => void): DatabaseSync {
  const { indexPath, databasePath } = workerData as IndexPaths
  const index = new DatabaseSync(indexPath, { timeout: 5_000 })
  const found = Number(index.prepare('pragma user_version').get()?.['user_version'])
  if (found !== version && found !== 0) {
    // To empty it would take as long as filling it.
    index.close()
    removeIndex(indexPath)
    return openIndex(version, createTables)
  }
  index.exec(`
    pragma journal_mode = wal;
    pragma synchronous = normal;
    pragma secure_delete = on;
    pragma trusted_schema = off;
    pragma journal_size_limit = 16777216;
    pragma cache_size = -32768;
  `)
  if (found === 0) {
    index.exec('begin immediate')
    createTables(index)
    index.exec(`pragma user_version = ${version}; commit`)
  }
  const kith = new URL(`file://${databasePath.split('/').map(encodeURIComponent).join('/')}`)
  index.prepare('attach ? as kith').run(`${kith.href}?mode=ro`)
  return index
}

export interface KeptIndex<Wanted, Hit> {
  db: DatabaseSync
  /** Of which conversations or projects something is not in it yet. */
  behind: () => string[]
  /** Brings some changes of one into the index; whether there is more to do. */
  follow: (id: string) => boolean
  /** Whether what was followed is enough for one transaction. */
  isFull: () => boolean
  /** The last of a transaction. */
  finish: () => void
  find: (wanted: Wanted) => Hit[]
}

/** Fills the index from now on, and answers what is asked. */
export function keepIndex<Wanted, Hit>({ db, behind, follow, isFull, finish, find }: KeptIndex<Wanted, Hit>): void {
  const waiting = new Set(behind())
  let settling: number[] = []
  let isWorking = false

  function work(): void {
    db.exec('begin immediate')
    try {
      let followed = 0
      for (const id of waiting) {
        if (!follow(id)) waiting.delete(id)
        followed++
        if (followed === AT_ONCE || isFull()) break
      }
      finish()
      db.exec('commit')
    } catch (error) {
      db.exec('rollback')
      throw error
    }
    if (waiting.size > 0) {
      // Questions come in between.
      setImmediate(work)
      return
    }
    isWorking = false
    for (const id of settling) answer({ id, hits: [] })
    settling = []
  }

  function answer(message: SearchAnswer<Hit>): void {
    parentPort?.postMessage(message)
  }

  function startWork(): void {
    if (isWorking) return
    isWorking = true
    setImmediate(work)
  }

  // Whoever writes goes first: on a busy machine the index falls behind, and catches up. Linux has a priority for each
  // thread.
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)
  startWork()
  parentPort?.on('message', (question: SearchQuestion<Wanted>) => {
    switch (question.kind) {
      case 'changed':
        for (const id of question.ids) waiting.add(id)
        startWork()
        return
      case 'settle':
        if (!isWorking) answer({ id: question.id, hits: [] })
        else settling.push(question.id)
        return
      case 'forget':
        // Nobody else has this file open, so the log can always be copied whole and cut off.
        db.exec('pragma main.wal_checkpoint(truncate)')
        answer({ id: question.id, hits: [] })
        return
      case 'find':
        try {
          answer({ id: question.id, hits: find(question.wanted) })
        } catch (error) {
          answer({ id: question.id, fault: error instanceof Error ? error.message : String(error) })
        }
    }
  })
}
