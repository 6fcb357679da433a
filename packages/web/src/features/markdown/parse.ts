import { Lexer } from 'marked'
import type { Token } from 'marked'

/** Marks that open again and again cost more than their text is worth: past this it is shown as it was written. */
const MARKS_MAX = 2_000
const QUOTE_DEPTH_MAX = 20
const marks = /[*_~`[\]<>!|]/g
const deepQuote = new RegExp(`^(?:\\s*>){${QUOTE_DEPTH_MAX},}`, 'm')
const deepIndent = /^[ \t]{80,}\S/m

/** The tokens of `source`: CommonMark with tables, strike-through, bare links and kept line breaks. */
export function parse(source: string): Token[] {
  if (isSuspicious(source)) return [{ type: 'text', raw: source, text: source }]
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(source)
  } catch {
    return [{ type: 'text', raw: source, text: source }]
  }
}

function isSuspicious(source: string): boolean {
  if ((source.match(marks)?.length ?? 0) > MARKS_MAX) return true
  return deepQuote.test(source) || deepIndent.test(source)
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** The lexer escapes text for HTML, which React does itself. */
export function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
}

/** An address that a link may lead to, or null. */
export function safeAddress(href: string): string | null {
  // White space and control characters inside a scheme are ignored by browsers, so they are no disguise here either.
  const bare = href.replaceAll(/[\p{Cc}\s]/gu, '')
  if (!/^(https?:\/\/|mailto:)/i.test(bare)) return null
  try {
    return new URL(bare).href
  } catch {
    return null
  }
}
