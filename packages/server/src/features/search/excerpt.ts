const BEFORE = 80
const AFTER = 240
/** The marks of Latin, Greek and Cyrillic letters, which writers leave out. */
const accent = '[\\u0300-\\u036F]*'

/**
 * The words of a text around the first of `terms` that is in it, folded as they are, in one line; empty where none is.
 */
export function excerptOf(body: string, terms: readonly string[]): string {
  const text = body.normalize('NFKD')
  for (const term of terms) {
    const at = placeOf(text, term)
    if (at === -1) continue
    const from = at <= BEFORE ? 0 : wordBegin(text, at - BEFORE, at)
    return text
      .slice(from, at + AFTER)
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/\s+/g, ' ')
      .replaceAll('\uFFFD', '')
      .trim()
  }
  return ''
}

/** Where the next word begins, or `at` where there is none before it. */
function wordBegin(text: string, from: number, at: number): number {
  const space = text.slice(from, at).search(/\s/)
  return space === -1 ? from : from + space + 1
}

/** Where a term begins a word, or else is within one; -1 where it is not. */
function placeOf(text: string, term: string): number {
  const words = term
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .split(' ')
    .map((word) => Array.from(word, (letter) => letter + accent).join(''))
    .join('[^\\p{L}\\p{N}]*')
  const atWord = text.search(new RegExp(`(?<![\\p{L}\\p{N}])${words}`, 'iu'))
  return atWord === -1 ? text.search(new RegExp(words, 'iu')) : atWord
}
