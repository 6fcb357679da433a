/** The value below which the share `q` (0-1) of `sorted` lies. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}

export function sorted(values: readonly number[]): number[] {
  return [...values].toSorted((a, b) => a - b)
}

export function median(values: readonly number[]): number {
  return quantile(sorted(values), 0.5)
}

/** The shares at which a distribution is kept and drawn: fine in the middle, finer in the tail. */
export const keptShares = [
  0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998,
  0.999,
] as const

/** The values at `keptShares`, to the thousandth. */
export function distribution(values: readonly number[]): number[] {
  const inOrder = sorted(values)
  return keptShares.map((share) => Number(quantile(inOrder, share).toFixed(3)))
}
