import { Parser } from 'htmlparser2'

/** What a page says of itself. Everything is text: nothing in it is markup any more. */
export interface PageWords {
  title: string
  description: string
  siteName: string
  /** As it stands there, so it may lack the host; null for none. */
  picture: string | null
}

const TITLE_MAX = 200
const DESCRIPTION_MAX = 400
const SITE_NAME_MAX = 80
const PIECE = 16 * 1024
/** Tags and runs of text: the head of a page has no more. What does was made to keep us busy. */
const STEPS_MAX = 20_000
const OPEN_MAX = 500
const VALUE_MAX = 10_000
const CHARSET_WITHIN = 4_096

const names = {
  title: ['og:title', 'twitter:title', 'title'],
  description: ['og:description', 'twitter:description', 'description'],
  siteName: ['og:site_name', 'application-name'],
  picture: ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'],
} as const
const known = new Set<string>(Object.values(names).flat())

/** Reads the head of a page, as far as it is there. */
export function wordsOf(bytes: Buffer, charset: string | null): PageWords {
  const said = headOf(decode(bytes, charset))
  const first = (keys: readonly string[]): string =>
    keys.map((key) => said.get(key) ?? '').find((one) => one !== '') ?? ''
  return {
    title: line(first(names.title), TITLE_MAX),
    description: line(first(names.description), DESCRIPTION_MAX),
    siteName: line(first(names.siteName), SITE_NAME_MAX),
    picture: first(names.picture).trim() || null,
  }
}

/** By name what stands in the head first: properties, and `title` for its element. */
function headOf(html: string): Map<string, string> {
  const said = new Map<string, string>()
  let steps = 0
  let open = 0
  let isDone = false
  let meta: Record<string, string> | null = null
  let title: string | null = null
  const isOver = (): boolean => {
    steps += 1
    isDone ||= steps > STEPS_MAX || open > OPEN_MAX
    return isDone
  }
  const parser = new Parser({
    onopentagname: (name) => {
      open += 1
      if (isOver()) return
      meta = name === 'meta' ? {} : null
      if (name === 'title' && !said.has('title')) title = ''
      if (name === 'body') isDone = true
    },
    onattribute: (name, value) => {
      if (meta !== null && /^(property|name|content)$/.test(name)) meta[name] = value.slice(0, VALUE_MAX)
    },
    ontext: (text) => {
      if (isOver()) return
      if (title !== null && title.length < VALUE_MAX) title += text
    },
    onclosetag: (name) => {
      open -= 1
      if (isOver()) return
      if (name === 'meta' && meta !== null) {
        const key = (meta['property'] ?? meta['name'] ?? '').trim().toLowerCase()
        const value = line(meta['content'] ?? '', VALUE_MAX)
        if (known.has(key) && key !== 'title' && value !== '' && !said.has(key)) said.set(key, value)
        meta = null
      }
      if (name === 'title' && title !== null) {
        said.set('title', title)
        title = null
      }
      if (name === 'head') isDone = true
    },
  })
  // Piece by piece, so that a page whose head is over costs no more.
  for (let at = 0; at < html.length && !isDone; at += PIECE) parser.write(html.slice(at, at + PIECE))
  return said
}

function decode(bytes: Buffer, charset: string | null): string {
  const label = markOf(bytes) ?? charset ?? charsetIn(bytes.subarray(0, CHARSET_WITHIN).toString('latin1')) ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function markOf(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

function charsetIn(start: string): string | null {
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(start)?.[1] ?? null
}

/** One line without signs that nobody sees or that turn the text around, `max` characters at most. */
export function line(text: string, max: number): string {
  const clean = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .trim()
  const signs = Array.from(clean.slice(0, 4 * max))
  return signs.length <= max
    ? clean
    : `${signs
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}
