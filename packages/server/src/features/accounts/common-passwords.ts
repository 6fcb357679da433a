import { readFileSync } from 'node:fs'

let known: Set<string> | null = null

/** Whether `password` is among those that guessers try first, in any case. */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(
    readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n'),
  )
  return known.has(password.toLowerCase())
}
