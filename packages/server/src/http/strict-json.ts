import { Problem } from '../problem.ts'

const DEPTH_MAX = 32
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/**
 * Reads JSON that means one thing only: valid UTF-8, no key twice in an object, no deep nesting.
 * @throws Problem `malformed`
 */
export function parseStrictJson(bytes: Buffer): unknown {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw new Problem('malformed', { detail: 'The body is not valid UTF-8.' })
  }
  if (text.trim() === '') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem('malformed', { detail: 'The body is not valid JSON.' })
  }
  refuseAmbiguity(text)
  return value
}

/** One pass over valid JSON text: strings are skipped whole, keys are those followed by a colon. */
function refuseAmbiguity(text: string): void {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null)
      if (open.length > DEPTH_MAX) throw new Problem('malformed', { detail: 'The JSON is nested too deeply.' })
    } else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (keys !== null && keys !== undefined && isFollowedByColon(text, end + 1)) {
        const key = String(JSON.parse(text.slice(at, end + 1)))
        if (key === '__proto__') throw new Problem('malformed', { detail: 'No key may be called __proto__.' })
        if (keys.has(key)) throw new Problem('malformed', { detail: 'A key stands twice in one object.' })
        keys.add(key)
      }
      at = end
    }
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++
  return text[at] === ':'
}
