import { existsSync, promises, readFileSync, unlinkSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join, resolve } from 'node:path'

/*
 * Loaded before the server with `--import`: the process kills itself with -9 at one step of what it does with files
 * that people bring, before or after it. Which one stands in a file, which is gone once it was read.
 */

const order = process.env['PROVE_STEP_FILE'] ?? ''
const data = resolve(process.env['DATA_DIR'] ?? '')
const watched = ['incoming', 'tmp', 'files'].map((name) => join(data, name))
let left: number | null = null

function step(): void {
  if (left === null && existsSync(order)) {
    left = Number(readFileSync(order, 'utf8'))
    unlinkSync(order)
  }
  if (left === null) return
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  left -= 1
}

function isWatched(path: unknown): boolean {
  return typeof path === 'string' && watched.some((folder) => resolve(path).startsWith(folder))
}

/** With a step before it and one after it, for what is done in the folders of files. */
function stepping<A extends unknown[], R>(
  work: (...given: A) => Promise<R>,
  isMeant: (...given: A) => boolean,
): (...given: A) => Promise<R> {
  return async (...given) => {
    if (!isMeant(...given)) return work(...given)
    step()
    const result = await work(...given)
    step()
    return result
  }
}

const always = (): boolean => true
const openAsIs = promises.open
promises.open = async (...given: Parameters<typeof openAsIs>): Promise<FileHandle> => {
  const handle = await openAsIs(...given)
  if (!isWatched(given[0])) return handle
  handle.sync = stepping(handle.sync.bind(handle), always)
  handle.datasync = stepping(handle.datasync.bind(handle), always)
  const write: (...given: never[]) => Promise<unknown> = handle.write.bind(handle)
  Object.assign(handle, { write: stepping(write, always) })
  return handle
}
promises.link = stepping(promises.link, (_from, to) => isWatched(to))
promises.rename = stepping(promises.rename, (_from, to) => isWatched(to))
promises.rm = stepping(promises.rm, isWatched)
syncBuiltinESMExports()
