import { fold } from './fold.ts'
import { placeAt } from './search-index.ts'

/** Of a longer word, as of bytes written as text, so much can be found. */
const WORD_MAX = 100
const GRAM = 3
/** So much later than its file is a place at most, where many have the same time. */
const LATER_MAX_MS = 1_000

/** As `fold`, for an index of files, in which there may be anything. */
export function foldFile(text: string): string {
  return fold(text)
    .split(' ')
    .map((word) => (word.length > WORD_MAX ? Array.from(word).slice(0, WORD_MAX).join('') : word))
    .join(' ')
}

/** All groups of three of a folded text, one after the other; a space is written `_`, which no folded text has. */
export function gramsInRow(folded: string): string[] {
  const letters = Array.from(folded.replaceAll(' ', '_'))
  return letters.slice(GRAM - 1).map((_, at) => letters.slice(at, at + GRAM).join(''))
}

/** The words of a folded text, none of which is empty. */
export function wordsOf(folded: string): string[] {
  return folded === '' ? [] : folded.split(' ')
}

interface Indexed {
  name: string
  sha256: string
  place: number
}

/** Whether a file is in the index as it is now: most changes of one concern neither its name nor its bytes. */
export function isIndexed(
  known: Indexed | undefined,
  now: { name: string; sha256: string; changedAt: number },
): boolean {
  if (known === undefined) return false
  const isOfThen = known.place >= placeAt(now.changedAt) && known.place < placeAt(now.changedAt + LATER_MAX_MS)
  return isOfThen && known.sha256 === now.sha256 && known.name === foldFile(now.name)
}
