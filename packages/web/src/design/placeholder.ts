import { thumbHashToDataURL } from 'thumbhash'

const MOST = 500
const made = new Map<string, string>()

/** A blurred likeness from its hash in base64, as the address of a tiny picture; empty for what is no hash. */
export function placeholderOf(thumbhash: string): string {
  let known = made.get(thumbhash)
  if (known === undefined) {
    if (made.size > MOST) made.clear()
    known = likeness(thumbhash)
    made.set(thumbhash, known)
  }
  return known
}

function likeness(thumbhash: string): string {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (sign) => sign.charCodeAt(0)))
  } catch {
    return ''
  }
}
