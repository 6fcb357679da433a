import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../start-error.ts'

/**
 * Holds the folder for this process; the system lets go of it however the process ends.
 * @throws StartError when another process has it, or nothing can be written there
 */
export function takeFolder(directory: string): DatabaseSync {
  const lock = tryFolder(directory)
  if (lock !== null) return lock
  throw new StartError(`Another Kith is using the folder ${directory}. Stop it first, or set DATA_DIR to another one.`)
}

/** As `takeFolder`; null when another process has it. @throws StartError */
export function tryFolder(directory: string): DatabaseSync | null {
  let lock: DatabaseSync | null = null
  try {
    makeFolder(directory)
    lock = new DatabaseSync(join(directory, 'kith.lock'), { timeout: 0 })
    lock.exec('pragma journal_mode = delete; begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    const reason = error instanceof Error ? error.message : String(error)
    if (/locked|busy/i.test(reason)) return null
    throw new StartError(`The folder ${directory} cannot be written to (${reason}). Set DATA_DIR to one that can.`)
  }
}

/** Step by step: Node's own recursive form never returns where a file system refuses every name, as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}
