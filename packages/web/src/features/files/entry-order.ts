import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { FileView } from '../../live/file-view.ts'

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Whether two stand in the order in which the server lists them: below 0 when the first comes first. */
export function compareEntries(
  a: ProjectEntry,
  b: ProjectEntry,
  { sort, order }: Pick<FileView, 'sort' | 'order'>,
): number {
  if (a.type !== b.type) return a.type === 'folder' ? -1 : 1
  const bySort =
    sort === 'size'
      ? a.size - b.size
      : sort === 'changed'
        ? a.changedAt.localeCompare(b.changedAt)
        : sort === 'kind'
          ? (a.kind ?? '').localeCompare(b.kind ?? '')
          : 0
  const inOrder = bySort || names.compare(a.name, b.name) || a.id.localeCompare(b.id)
  return order === 'up' ? inOrder : -inOrder
}

/**
 * A list with what has happened since it was loaded: `news` has the newest of each by id, `isHere` says what belongs
 * into the list. What would stand after the last of them is left out while there is more to be loaded.
 */
export function withNews(
  items: readonly ProjectEntry[],
  news: ReadonlyMap<string, ProjectEntry>,
  isHere: (entry: ProjectEntry) => boolean,
  compare: (a: ProjectEntry, b: ProjectEntry) => number,
  hasMore: boolean,
): readonly ProjectEntry[] {
  const known = new Map(items.map((entry) => [entry.id, entry]))
  const placed = new Set<string>()
  const stay: ProjectEntry[] = []
  for (const entry of items) {
    const fresh = news.get(entry.id)
    if (placed.has(entry.id)) continue
    if (fresh === undefined || fresh.rev <= entry.rev) {
      placed.add(entry.id)
      stay.push(entry)
    } else if (isHere(fresh) && compare(entry, fresh) === 0) {
      // Something else of it changed: it stays where it is.
      placed.add(entry.id)
      stay.push(fresh)
    }
  }
  const coming = [...news.values()].filter((entry) => !placed.has(entry.id) && isHere(entry))
  if (coming.length === 0) return stay
  const last = items.at(-1)
  const fitting = coming.filter(
    (entry) => !hasMore || last === undefined || known.has(entry.id) || compare(entry, last) <= 0,
  )
  return merged(stay, fitting.toSorted(compare), compare)
}

/** The first keep their order, each of the second goes before the first that it precedes. */
function merged(
  stay: readonly ProjectEntry[],
  coming: readonly ProjectEntry[],
  compare: (a: ProjectEntry, b: ProjectEntry) => number,
): ProjectEntry[] {
  const all: ProjectEntry[] = []
  let next = 0
  for (const entry of stay) {
    for (let one = coming[next]; one !== undefined && compare(one, entry) < 0; one = coming[++next]) all.push(one)
    all.push(entry)
  }
  return [...all, ...coming.slice(next)]
}
