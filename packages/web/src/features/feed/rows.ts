export const CAUGHT_UP = 'caught-up'
export const END = 'end'

/**
 * The posts as rows, newest first, with a line before the first that the reader had come to before: `lineId` is the
 * newest of those. `isWhole`: all there are, so that an end follows.
 */
export function rowKeys(ids: readonly string[], lineId: string | null, isWhole: boolean): string[] {
  const at = lineId === null ? -1 : ids.findIndex((id) => id <= lineId)
  const rows = at === -1 ? [...ids] : [...ids.slice(0, at), CAUGHT_UP, ...ids.slice(at)]
  // What nothing older follows was all of it: an end says enough.
  if (isWhole && ids.length > 0) rows.push(END)
  return rows
}
