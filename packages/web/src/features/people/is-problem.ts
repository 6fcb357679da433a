import type { ProblemCode } from '@kith/protocol/problems.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'

export function isProblem(error: unknown, code: ProblemCode): boolean {
  return error instanceof ProblemError && error.code === code
}
