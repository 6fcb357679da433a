import { withoutCode } from '@kith/protocol/mention-names.ts'

const LINK_MAX = 2_048

/** No letter or digit may stand before it: "xhttp://" is no link. */
const start = /(?<![\w])https?:\/\/[^\s<>"`\\]{1,8192}/gi
const trailing = new Set(".,:;!?'*_~|…")

/** The addresses in the body of a message as they stand there, outside its code, each once, in their order. */
export function addressesIn(body: string): string[] {
  if (!body.includes('://')) return []
  const found = Array.from(withoutCode(body).matchAll(start), ([text]) => withoutEnd(balanced(text)))
  return [...new Set(found.filter((address) => URL.canParse(address)))]
}

/** The pages that the body of a message leads to, as one would ask for them: without their fragments, each once. */
export function linksIn(body: string): string[] {
  const pages = addressesIn(body).flatMap((address) => {
    const url = address.length > LINK_MAX ? null : URL.parse(address)
    if (url === null) return []
    url.hash = ''
    return url.href
  })
  return [...new Set(pages)]
}

/** An address without the stop of a sentence: from the end, sign by sign, so that a long row of dots is looked at once. */
function withoutEnd(text: string): string {
  let end = text.length
  while (trailing.has(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** An address up to the first bracket that it did not open. */
function balanced(text: string): string {
  const open: Record<string, number> = { '(': 0, '[': 0, '{': 0 }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    const opening = pairs[sign]
    if (opening !== undefined && (open[opening] ?? 0) === 0) return text.slice(0, at)
    if (opening !== undefined) open[opening] = (open[opening] ?? 0) - 1
    else if (sign in open) open[sign] = (open[sign] ?? 0) + 1
  }
  return text
}
