import { folded } from '../../words/folded.ts'

/**
 * How well `label` answers `query`, both folded: 3 begins with it, 2 has a word that does, 1 has it somewhere or has all
 * of its words, 0 not at all.
 */
export function rank(label: string, query: string): 0 | 1 | 2 | 3 {
  if (query === '' || label.startsWith(query)) return 3
  const words = label.split(/[^\p{L}\p{N}]+/u)
  if (words.some((word) => word.startsWith(query))) return 2
  if (label.includes(query)) return 1
  const parts = query.split(/\s+/u)
  return parts.length > 1 && parts.every((part) => label.includes(part)) ? 1 : 0
}

/** Those that answer `query`, best first; equally good ones stay in their order. */
export function ranked<T>(items: readonly T[], query: string, labelsOf: (item: T) => readonly string[]): T[] {
  const sought = folded(query)
  return items
    .map((item) => ({ item, score: Math.max(0, ...labelsOf(item).map((label) => rank(folded(label), sought))) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item)
}
