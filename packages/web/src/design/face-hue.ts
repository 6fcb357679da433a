import type { CSSProperties } from 'react'

// Twelve hues that stay apart for the eye; neighbours would make two people look like one.
const hues = [15, 40, 65, 90, 120, 150, 180, 210, 240, 275, 310, 345]

/** The same id has the same colour everywhere. Degrees in OKLCH. */
export function faceHue(id: string): number {
  let hash = 2166136261
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619)
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507)
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
  return hues[((hash ^ (hash >>> 16)) >>> 0) % hues.length] ?? 40
}

/** Give together with the class `face-tint` (a face's ground) or `name-tint` (a name in a conversation). */
export function hueStyle(id: string): CSSProperties & Record<'--face-hue', number> {
  return { '--face-hue': faceHue(id) }
}

/** At most two letters: of the first and the last word, or of the only one. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = firstLetter(words[0])
  return words.length > 1 ? first + firstLetter(words.at(-1)) : first
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstLetter(word = ''): string {
  for (const { segment } of graphemes.segment(word)) return segment.toLocaleUpperCase()
  return ''
}
