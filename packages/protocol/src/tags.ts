/*
 * Hashtags: `#word` in a caption, outside code. Shared by the server, which finds posts by them, and by clients, which
 * show them.
 */
import { withoutCode } from './mention-names.ts'

/** Letters, marks, digits and `_`, in any script; not digits alone. No letter or sign of an address may stand before. */
const tag = /(?<![\p{L}\p{N}_&/#])#(?=[\p{N}_]*[\p{L}\p{M}])([\p{L}\p{M}\p{N}_]{1,64})(?![\p{L}\p{M}\p{N}_])/gu

export interface TagAt {
  from: number
  to: number
  /** As `foldTag` has it. */
  key: string
}

/** By which a hashtag is found: without regard to case and to how a letter is composed. */
export function foldTag(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** The hashtags in a text that has no code in it, in their order. */
export function tagsAt(text: string): TagAt[] {
  if (!text.includes('#')) return []
  return Array.from(text.matchAll(tag), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    key: foldTag(match[1] ?? ''),
  }))
}

/** The hashtags of a caption, outside its code, each once. */
export function tagsIn(caption: string): string[] {
  if (!caption.includes('#')) return []
  return [...new Set(tagsAt(withoutCode(caption)).map(({ key }) => key))]
}
