/*
 * What people might say: words of several scripts, few of them often and most of them seldom, as in any language. The same
 * text for the same place each time, so that questions can be asked whose answers are known.
 */

/** A generator of numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Language {
  /** The most frequent first. */
  words: readonly string[]
  /** The share of all that is said up to each word. */
  upTo: Float64Array
  isSpaced: boolean
}

function languageOf(words: readonly string[], isSpaced: boolean): Language {
  const upTo = new Float64Array(words.length)
  let sum = 0
  for (let rank = 0; rank < words.length; rank++) {
    sum += 1 / (rank + 2.7)
    upTo[rank] = sum
  }
  for (let rank = 0; rank < words.length; rank++) upTo[rank] = (upTo[rank] ?? 0) / sum
  return { words, upTo, isSpaced }
}

/** Short words first, since frequent words are short. */
function spelled(count: number, consonants: string, vowels: string, seed: number): string[] {
  const chance = chanceOf(seed)
  const one = (letters: string): string => Array.from(letters)[Math.floor(chance() * letters.length)] ?? ''
  const words = new Set<string>()
  while (words.size < count) {
    const syllables = 1 + Math.floor(chance() * 1.5 + Math.log10(words.size + 1) * 0.8)
    let word = ''
    for (let at = 0; at < syllables; at++) word += one(consonants) + one(vowels)
    words.add(chance() < 0.5 ? word + one(consonants) : word)
  }
  return [...words]
}

function han(count: number): string[] {
  const chance = chanceOf(4)
  const sign = (): string => String.fromCodePoint(0x4e00 + Math.floor(chance() * chance() * 3_000))
  const words = new Set<string>()
  while (words.size < count) words.add(words.size < count / 8 || chance() < 0.2 ? sign() : sign() + sign())
  return [...words]
}

export const latin = languageOf(spelled(20_000, 'bcdfghjklmnprstvwz', 'aeiou', 1), true)
export const chinese = languageOf(han(6_000), false)
const cyrillic = languageOf(spelled(8_000, 'бвгдзклмнпрстхш', 'аеиоуя', 2), true)
const arabic = languageOf(spelled(4_000, 'بتجحدرسشعفقكلمن', 'اوي', 3), true)
const spoken: readonly [number, Language][] = [
  [0.62, latin],
  [0.78, chinese],
  [0.92, cyrillic],
  [1, arabic],
]

export const LINK_EVERY = 30
/** In conversations that the person who asks is not in, and in no other: one frequent there, one rare. */
export const hiddenWords = { frequent: 'zanzibarcanary', rare: 'quagmirecanary' }
const HIDDEN_EVERY = { frequent: 20, rare: 2_000 }

function wordOf({ words, upTo }: Language, share: number): string {
  let low = 0
  let high = words.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((upTo[middle] ?? 1) < share) low = middle + 1
    else high = middle
  }
  return words[low] ?? ''
}

/** What is said at a place of a conversation. */
export function saidAt(conversation: number, place: number, isHidden: boolean): string {
  const chance = chanceOf(Math.imul(conversation + 1, 2_654_435_761) ^ Math.imul(place + 1, 40_503))
  const kind = chance()
  const language = spoken.find(([upTo]) => kind < upTo)?.[1] ?? latin
  const words = Array.from({ length: 3 + Math.floor(chance() * 14) }, () => wordOf(language, chance()))
  const text = words.join(language.isSpaced ? ' ' : '')
  const link = place % LINK_EVERY === 0 ? ` https://example.org/${place}` : ''
  if (!isHidden) return text + link
  const hidden =
    place % HIDDEN_EVERY.rare === 7
      ? ` ${hiddenWords.rare}`
      : place % HIDDEN_EVERY.frequent === 3
        ? ` ${hiddenWords.frequent}`
        : ''
  return text + hidden + link
}
