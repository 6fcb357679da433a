import { Problem } from '../problem.ts'

/** What the disk refused, as those are told who brought it: that it is full or broken. Null for any other fault. */
export function diskProblemOf(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const isOfDisk = /^(ENOSPC|EDQUOT|EIO|EMFILE|ENFILE)$/.test(error.code)
  return isOfDisk ? new Problem('not-durable', { retryAfterSeconds: 30 }) : null
}
