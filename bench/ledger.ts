/** What one socket has heard: counts every loss, every repetition and every wrong order. */
export class Ledger {
  readonly last: Int32Array
  deliveries = 0
  lost = 0
  repeated = 0

  constructor(conversations: number) {
    this.last = new Int32Array(conversations).fill(-1)
  }

  heard(conversation: number, seq: number): void {
    this.deliveries++
    const last = this.last[conversation] ?? -1
    if (last >= 0 && seq !== last + 1) {
      if (seq <= last) this.repeated++
      else this.lost += seq - last - 1
    }
    this.last[conversation] = seq
  }
}

/** The value below which the share `q` (0-1) of `sorted` lies. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].toSorted((a, b) => a - b),
    0.5,
  )
}
