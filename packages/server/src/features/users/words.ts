import type { Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'
import { replaceWords } from './user-rows.ts'
import { statusOf } from './user-view.ts'

type Named = Pick<
  UsersTable,
  'id' | 'username' | 'display_name' | 'first_name' | 'last_name' | 'status_emoji' | 'status_text' | 'status_until'
>

/** Keeps the words by which `user` is found in step with their names, and with their status while it is shown. */
export async function rewriteWords(tx: Tx, user: Named, now: number): Promise<void> {
  const status = statusOf(user, now)?.text ?? ''
  const whole = [user.username, user.display_name, user.first_name, user.last_name]
  const parts = [...whole.slice(1), status].flatMap((text) => text.split(/[\s\-_.,'’]+/u))
  const words = [...whole, ...parts].map(foldedWord).filter((word) => word !== '')
  await replaceWords(tx, user.id, [...new Set(words)])
}

/** Case and compatibility forms do not matter when people are looked for. */
export function foldedWord(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase()
}
