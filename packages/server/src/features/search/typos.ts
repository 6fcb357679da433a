/** How many letters may be wrong in a word of this length. */
function patience(length: number): number {
  if (length < 4) return 0
  return length < 7 ? 1 : 2
}

/** Whether `typed` is `word`, or the beginning of it, but for a few letters that are missing, wrong, too many or swapped. */
export function isAlmost(typed: string, word: string): boolean {
  const most = patience(typed.length)
  if (most === 0) return false
  for (let length = typed.length - most; length <= typed.length + most; length++) {
    if (length > 0 && length <= word.length && distance(typed, word.slice(0, length)) <= most) return true
  }
  return false
}

/** Optimal string alignment: Damerau's distance without editing a swapped pair again. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1))
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwapped) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
