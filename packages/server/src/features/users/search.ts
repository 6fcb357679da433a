import { limits } from '@kith/protocol/limits.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { countWords, usersByPrefix } from './user-rows.ts'
import { asCard } from './user-view.ts'
import { foldedWord } from './words.ts'

/** More people than that share a prefix: going through everybody by name finds a page of them sooner than sorting. */
const SORTED_MAX = 500

/** Whether so many people have a word with this prefix that they are better not sorted. */
export async function isCommonWord(db: Database['read'], prefix: string): Promise<boolean> {
  return prefix === '' || (await countWords(db, prefix, SORTED_MAX)) === SORTED_MAX
}

/** People one of whose words begins with `q`; twenty at most, by username; nobody across a block. */
export async function searchUsers(ctx: AppContext, caller: Caller, q: string): Promise<UserCard[]> {
  ctx.limiter.take('search', caller.userId)
  const prefix = foldedWord(q)
  const isMany = await isCommonWord(ctx.db.read, prefix)
  const rows = await usersByPrefix(ctx.db.read, { prefix, isMany }, caller.userId, limits.userSearchMax)
  return rows.map(asCard)
}
