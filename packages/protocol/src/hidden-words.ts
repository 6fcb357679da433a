/*
 * Words of which somebody wants to read nothing in posts and comments. Shared by the server, which writes no notices of
 * them, and by clients, which do not show them.
 */

const part = /[\p{L}\p{M}\p{N}]/u
/** Scripts that put no space between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

/** Whether one of `words` stands in `text`, as a word and not as a part of one, without regard to case. */
export function hasHiddenWord(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return false
  const folded = fold(text)
  return words.some((word) => stands(folded, fold(word)))
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function stands(text: string, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const isAlone =
      !isWithin(before(text, at), first(word)) && !isWithin(first(text.slice(at + word.length)), last(word))
    if (isAlone) return true
  }
  return false
}

/** Whether the word goes on from its `edge` to what is beside it. */
function isWithin(beside: string, edge: string): boolean {
  return part.test(beside) && part.test(edge) && !unspaced.test(edge)
}

function first(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x20)
}

function last(text: string): string {
  return before(text, text.length)
}

/** The character that ends at `at`; half of one that takes two counts for the whole. */
function before(text: string, at: number): string {
  const end = text.slice(Math.max(0, at - 2), at)
  return Array.from(end).at(-1) ?? ' '
}
