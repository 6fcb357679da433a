export const hasPassed = (iso: string): boolean => Date.parse(iso) <= Date.now()

/** Characters as the server counts them: code points. */
export function lengthOf(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
