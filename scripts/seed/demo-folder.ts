import { existsSync, lstatSync, readdirSync, readFileSync, rmdirSync, rmSync, unlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const noteName = 'demo.json'
/** Says that a folder is being filled by us: written before anything else is. */
export const claimName = 'demo.filling'
/** All that a demo ever puts into its folder. */
const ownNames: ReadonlySet<string> = new Set([
  noteName,
  claimName,
  'secret',
  'search.db',
  'search.db-wal',
  'search.db-shm',
  'search-files.db',
  'search-files.db-wal',
  'search-files.db-shm',
  'search-posts.db',
  'search-posts.db-wal',
  'search-posts.db-shm',
  'kith.db',
  'kith.db-wal',
  'kith.db-shm',
  'kith.lock',
  'kith.lock-journal',
])

/** The store of files, and what is on its way there. The server names what lies in them, people do not. */
const ownFolders: ReadonlySet<string> = new Set(['files', 'incoming', 'tmp'])

/** The folder holds something else than a demo, which nobody may lose. */
export class NotADemo extends Error {
  override readonly name = 'NotADemo'
}

/** A path as it really is: `missing/..` must not be taken for a folder that does not exist. */
export function realFolder(given: string): string {
  return resolve(given)
}

/** @throws NotADemo unless `folder` is missing, empty, or holds nothing but what a demo puts there, and says so */
export function refuseForeign(folder: string): void {
  const stat = lstatSync(folder, { throwIfNoEntry: false })
  if (stat === undefined) return
  const refusal = `The folder ${folder} holds something that is no demo. Name another --folder.`
  if (!stat.isDirectory()) throw new NotADemo(refusal)
  const entries = readdirSync(folder, { withFileTypes: true })
  if (entries.length === 0) return
  const isMarked = entries.some(({ name }) => name === noteName || name === claimName)
  const isOwn = entries.every((entry) =>
    entry.isDirectory() ? ownFolders.has(entry.name) : entry.isFile() && ownNames.has(entry.name),
  )
  if (!isMarked || !isOwn) throw new NotADemo(refusal)
}

/**
 * Takes a demo's folder away, by the names that a server gives: nothing of another name.
 * @throws NotADemo with nothing removed
 */
export function removeDemo(folder: string): void {
  refuseForeign(folder)
  if (!existsSync(folder)) return
  for (const name of ownNames) {
    const path = join(folder, name)
    if (existsSync(path)) unlinkSync(path)
  }
  for (const name of ownFolders) rmSync(join(folder, name), { recursive: true, force: true })
  // Fails when something is left, which is then not ours.
  rmdirSync(folder)
}

export function noteIn(folder: string): unknown {
  const path = join(folder, noteName)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
