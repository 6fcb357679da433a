import type { FieldError, ProblemBody, ProblemCode } from '@kith/protocol/problems.ts'

/** The server refused; `code` says why. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title)
    this.body = body
  }

  get code(): ProblemCode {
    return this.body.code
  }

  get status(): number {
    return this.body.status
  }

  get errors(): readonly FieldError[] {
    return this.body.errors ?? []
  }

  get retryAfterSeconds(): number | null {
    return this.body.retryAfterSeconds ?? null
  }
}

/** The server could not be reached, or did not answer in time. Whether it acted is not known. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError'
}

/** Whether trying the same again later may succeed. */
export function isTransient(error: unknown): boolean {
  if (error instanceof OfflineError) return true
  return error instanceof ProblemError && (error.status === 429 || error.status >= 500)
}
