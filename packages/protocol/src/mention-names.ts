/*
 * Where a message names people: `@username` in its text, outside code. Shared by the server, which resolves the names,
 * and by clients, which show them.
 */

/** No letter, digit or sign that belongs to an address may stand before the @: "me@example.org" names nobody. */
const mention = /(?<![\w.@/\\+-])@(\w(?:[\w.]{0,28}\w)?)(?![\w@])/g

/** One name in a text: where its @ stands, where it ends, and the name without regard to case. */
export interface NamedAt {
  from: number
  to: number
  key: string
}

/** The names in a text that has no code in it, in their order. */
export function namesIn(text: string): NamedAt[] {
  if (!text.includes('@')) return []
  return Array.from(text.matchAll(mention), (match) => {
    const name = match[1] ?? ''
    return { from: match.index, to: match.index + match[0].length, key: name.toLowerCase() }
  }).filter(({ key }) => !key.includes('..'))
}

/** The names in the body of a message, outside its code, as often as they stand there. Costs nothing without an @. */
export function mentionedIn(body: string): string[] {
  if (!body.includes('@')) return []
  return namesIn(withoutCode(body)).map(({ key }) => key)
}

const fence = /^ {0,3}(`{3,}|~{3,})/

/** The body with its code made blank. Time grows with length alone, whatever is in it. */
export function withoutCode(body: string): string {
  if (!body.includes('`') && !body.includes('~')) return body
  const outside: string[] = []
  let open: string | null = null
  for (const line of body.split('\n')) {
    const mark = fence.exec(line)?.[1]
    if (open === null && mark !== undefined) {
      open = mark
      outside.push('')
    } else if (open !== null) {
      const isClosing = mark !== undefined && mark[0] === open[0] && mark.length >= open.length
      if (isClosing && line.trim() === mark) open = null
      outside.push('')
    } else outside.push(line)
  }
  return withoutSpans(outside.join('\n'))
}

/** A span of code ends at the next run of as many backticks, in the same paragraph; a run without such an end is text. */
function withoutSpans(text: string): string {
  return text
    .split(/\n[ \t]*\n/)
    .map(withoutSpansOf)
    .join('\n\n')
}

function withoutSpansOf(paragraph: string): string {
  const runs = Array.from(paragraph.matchAll(/`+/g), ({ index, 0: run }) => ({ at: index, length: run.length }))
  const nextOfLength = new Map<number, number>()
  const ends = runs.map(() => -1)
  for (let at = runs.length - 1; at >= 0; at--) {
    const { length } = runs[at] ?? { length: 0 }
    ends[at] = nextOfLength.get(length) ?? -1
    nextOfLength.set(length, at)
  }
  let kept = ''
  let from = 0
  for (let at = 0; at < runs.length; at++) {
    const opening = runs[at]
    const closing = runs[ends[at] ?? -1]
    if (opening === undefined || closing === undefined) continue
    kept += `${paragraph.slice(from, opening.at)} `
    from = closing.at + closing.length
    at = ends[at] ?? at
  }
  return kept + paragraph.slice(from)
}
