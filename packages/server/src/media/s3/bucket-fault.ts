import { Problem } from '../../problem.ts'

/** What object storage refused, or that it did not answer. Says nothing that opens it. */
export class BucketFault extends Error {
  /** What it answered; null for no answer. */
  readonly status: number | null
  /** Its own word for it, such as `NoSuchBucket`. */
  readonly code: string

  constructor(what: string, status: number | null, code: string) {
    super(`object storage: ${what}: ${status ?? 'no answer'} ${code}`)
    this.name = 'BucketFault'
    this.status = status
    this.code = code
  }

  /** Whether the same may go well a moment later: it is away, has too much to do, or something was harmed on the way. */
  get mayPass(): boolean {
    if (this.status === null || this.status >= 500) return true
    return /^(408|409|425|429)$/.test(String(this.status)) || /Digest|SHA256Mismatch|RequestTimeout/i.test(this.code)
  }
}

const RETRY_S = 5

/** As those are told who wanted something of it: that it is worth another try. Anything else stays what it is. */
export function problemOfBucket(error: unknown, code: 'busy' | 'not-durable'): unknown {
  return error instanceof BucketFault ? new Problem(code, { retryAfterSeconds: RETRY_S }) : error
}
