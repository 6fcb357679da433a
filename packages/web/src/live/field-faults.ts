import { ProblemError } from '@kith/sdk/problem-error.ts'
import type { Words } from '../words/words.ts'

type Sentences = Words['problems']

/** What is wrong with which field, in the words of the language in use. */
export function fieldFaults(
  error: unknown,
  { fields: t, byCode }: Sentences,
): { of: (path: string) => string | undefined; isAllNamed: boolean } {
  const faults = new Map<string, string>()
  if (error instanceof ProblemError) {
    if (error.code === 'username-taken') faults.set('username', byCode['username-taken'] ?? t.other)
    if (error.code === 'email-taken') faults.set('email', byCode['email-taken'] ?? t.other)
    for (const { path, code } of error.errors) faults.set(path, sentence(path, code, t))
  }
  return { of: (path) => faults.get(path), isAllNamed: faults.size > 0 }
}

function sentence(path: string, code: string, t: Sentences['fields']): string {
  if (code === 'too-common') return t.passwordCommon
  if (code === 'too_big') return t.tooLong
  if (path === 'username' || path === 'handle') return t.username
  if (path === 'email') return t.email
  if (path === 'password' || path === 'newPassword') return t.password
  return code === 'too_small' ? t.tooShort : t.other
}
