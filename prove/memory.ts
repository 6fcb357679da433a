import { readdirSync, readFileSync } from 'node:fs'

const EVERY_MS = 50

/** Bytes of memory that a process and those that it started hold; null where the system does not say, or it is gone. */
export function rssOf(pid: number | null): number | null {
  if (pid === null) return null
  try {
    const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    if (found === null) return null
    return childrenOf(pid).reduce((sum, child) => sum + (rssOf(child) ?? 0), Number(found[1]) * 1024)
  } catch {
    return null
  }
}

function childrenOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' '),
  )
  return children.filter((child) => child !== '').map(Number)
}

/** Looks again and again at how much memory a process holds. */
export class MemoryWatch {
  readonly #pid: () => number | null
  readonly #timer: NodeJS.Timeout
  #low = Number.POSITIVE_INFINITY
  #high = 0

  constructor(pid: () => number | null) {
    this.#pid = pid
    this.#look()
    this.#timer = setInterval(() => this.#look(), EVERY_MS)
  }

  #look(): void {
    const bytes = rssOf(this.#pid())
    if (bytes === null) return
    this.#low = Math.min(this.#low, bytes)
    this.#high = Math.max(this.#high, bytes)
  }

  /** The least and the most since this was last asked. */
  take(): { low: number; high: number } {
    this.#look()
    const seen = { low: this.#low, high: this.#high }
    this.#low = Number.POSITIVE_INFINITY
    this.#high = 0
    return seen
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}

export const inMb = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`
