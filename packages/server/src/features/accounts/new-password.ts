import { Problem } from '../../problem.ts'
import { isCommonPassword } from './common-passwords.ts'

/**
 * Length and form are the protocol's to check; what is left is what guessers try first.
 * @throws Problem `validation-failed` at `path`
 */
export function refuseWeakPassword(password: string, usernameKey: string, path: string): void {
  if (!isCommonPassword(password) && password.toLowerCase() !== usernameKey) return
  throw new Problem('validation-failed', {
    errors: [{ path, code: 'too-common', message: 'is among the first that a guesser tries' }],
  })
}
