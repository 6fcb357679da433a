/** A generator of numbers from 0 up to 1, the same for the same seed (mulberry32). */
export declare function chanceOf(seed: number): () => number
interface Language {
  /** The most frequent first. */
  words: readonly string[]
  /** The share of all that is said up to each word. */
  upTo: Float64Array
  isSpaced: boolean
}
export declare const latin: Language
export declare const chinese: Language
export declare const LINK_EVERY = 30
/** In conversations that the person who asks is not in, and in no other: one frequent there, one rare. */
export declare const hiddenWords: {
  frequent: string
  rare: string
}
/** What is said at a place of a conversation. */
export declare function saidAt(conversation: number, place: number, isHidden: boolean): string
export {}
