const EXCERPT_MAX = 140

/** The beginning of a message, in one line, as the answers to it quote it: 140 characters (code points) at most. */
export function excerptOf(body: string): string {
  return Array.from(body.replaceAll(/\s+/g, ' ')).slice(0, EXCERPT_MAX).join('')
}
