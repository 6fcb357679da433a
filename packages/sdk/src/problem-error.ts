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

/** The account is made, and waits until somebody lets it in. Nobody is signed in. */
export class PendingError extends Error {
  override readonly name = 'PendingError'
}

/** What an answer to registering has in it. @throws PendingError when the account waits for approval */
export function registered<T>(answer: { user: T } | { status: 'pending' }): T {
  if ('user' in answer) return answer.user
  throw new PendingError('the account waits for approval')
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
