/** Scripts whose words have no spaces between them (and Hangul, whose words are looked for by their parts), and emoji. */
const alone =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}]\p{M}*/gu
const between = /[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}]+/gu
/** The marks of Latin, Greek and Cyrillic letters, which writers leave out; those of other scripts are letters. */
const accents = /[\u0300-\u036F]/g

/**
 * Text as it is compared: case, width and accents aside, words separated by one space, letters of scripts without spaces
 * each a word of its own. The same for what is looked for and what is looked in.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(accents, '')
    .normalize('NFC')
    .replaceAll(between, ' ')
    .replaceAll(alone, ' $& ')
    .replaceAll(/ +/g, ' ')
    .trim()
}

export function hasLink(text: string): boolean {
  return /\bhttps?:\/\/\S/i.test(text)
}

const GRAM = 3

/** Whether a folded text can be found in any part of a word, by its groups of three. */
export function isPart(folded: string): boolean {
  return Array.from(folded).length >= GRAM && folded.search(alone) === -1
}

/** All groups of three of a folded text. */
export function gramsOf(folded: string): string[] {
  // Letters, not code units: a pair that is torn apart is no text.
  const letters = Array.from(folded)
  const grams = new Set<string>()
  for (let at = 0; at + GRAM <= letters.length; at++) grams.add(letters.slice(at, at + GRAM).join(''))
  return [...grams]
}

/** As `gramsOf`, but only so many that each letter is in one of them. */
export function coveringGramsOf(folded: string): string[] {
  const letters = Array.from(folded)
  const last = letters.length - GRAM
  if (last < 0) return []
  const grams = new Set<string>()
  for (let at = 0; at < letters.length; at += GRAM) {
    const from = Math.min(at, last)
    grams.add(letters.slice(from, from + GRAM).join(''))
  }
  return [...grams]
}
