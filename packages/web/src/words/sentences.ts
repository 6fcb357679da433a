import { ProblemError } from '@kith/sdk/problem-error.ts'
import type { Words } from './words.ts'

/** What went wrong, for whoever met it. */
export function sentenceFor(error: unknown, { problems }: Pick<Words, 'problems'>): string {
  if (!(error instanceof ProblemError)) return problems.offline
  if (error.code === 'rate-limited') return problems.wait(error.retryAfterSeconds ?? 60)
  return problems.byCode[error.code] ?? problems.other
}
