import { problemKinds } from '@kith/protocol/problems.ts'
import type { FieldError, ProblemBody, ProblemCode } from '@kith/protocol/problems.ts'
import type { SecondFactorMethod } from '@kith/protocol/security.ts'

export interface ProblemDetails {
  /** One sentence for people, without anything secret in it. */
  detail?: string
  errors?: FieldError[]
  retryAfterSeconds?: number
  /** With `second-factor-required`. */
  methods?: SecondFactorMethod[]
  /** With `tells-many`. */
  reach?: number
}

/** An expected refusal. Thrown by rules, turned into `application/problem+json` or a refusing ack in one place. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: ProblemDetails

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code)
    this.code = code
    this.details = details
  }

  get status(): number {
    return problemKinds[this.code].status
  }

  toBody(requestId: string): ProblemBody {
    const { status, title } = problemKinds[this.code]
    return { type: `urn:kith:problem:${this.code}`, title, status, code: this.code, ...this.details, requestId }
  }
}
