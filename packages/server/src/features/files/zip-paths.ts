import { numberedName } from './entry-names.ts'
import type { TreeEntry } from './tree-rows.ts'

/** What systems that unpack it take for a path, a drive, a device or a pattern. */
const unsafe = /[\p{Cc}<>:"|?*/\\]/gu

/**
 * Where each entry stands in an archive, by id. Those whose folder is not among `entries` stand at its top. No part of a
 * path leads out of the archive, and no two are the same to a system that does not mind case.
 */
export function zipPaths(entries: readonly TreeEntry[]): Map<string, string> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const paths = new Map<string, string>()
  const taken = new Set<string>()
  // Many names may come to the same: each goes on where the one before it found room.
  const numbers = new Map<string, number>()
  const pathOf = (entry: TreeEntry): string => {
    const known = paths.get(entry.id)
    if (known !== undefined) return known
    const parent = byId.get(entry.parent_id)
    const folder = parent === undefined ? '' : `${pathOf(parent)}/`
    const name = safeName(entry.name)
    const key = (folder + name).toLowerCase()
    let number = numbers.get(key) ?? 1
    let path = folder + (number === 1 ? name : numberedName(name, number))
    while (taken.has(path.toLowerCase())) path = folder + numberedName(name, ++number)
    numbers.set(key, number)
    taken.add(path.toLowerCase())
    paths.set(entry.id, path)
    return path
  }
  for (const entry of entries) pathOf(entry)
  return paths
}

function safeName(name: string): string {
  const safe = name.replaceAll(unsafe, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length))
  return safe === '' ? '_' : safe
}
