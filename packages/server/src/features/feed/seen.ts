import type { CallReply } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { takePersonalRev } from '../membership/membership.ts'
import { postFor } from '../post-access/post-access.ts'
import { markOfHome, putMark } from './feed-rows.ts'

/**
 * Moves the mark of how far the caller has come in their home feed, never back; their devices are told.
 * @throws Problem `not-found` for a post that the caller does not see
 */
export async function markHomeSeen(
  ctx: AppContext,
  caller: Caller,
  { postId }: { postId: string },
): Promise<CallReply<'PUT /api/feed/seen'>> {
  const { userId } = caller
  const known = await markOfHome(ctx.db.read, userId)
  if (known !== undefined && known.seen_id >= postId) return stateOf(known)
  const { mark, isMoved } = await ctx.db.write(async (tx) => {
    // Taken first: it locks the person's row, so that of two at once the newer one stays.
    const personalRev = await takePersonalRev(tx, userId)
    await postFor(tx, userId, postId)
    const before = await markOfHome(tx, userId)
    if (before !== undefined && before.seen_id >= postId) return { mark: before, isMoved: false }
    const row = { user_id: userId, seen_id: postId, personal_rev: personalRev }
    await putMark(tx, row)
    return { mark: row, isMoved: true }
  })
  const state = stateOf(mark)
  if (isMoved) ctx.live.toUser(userId, 'feed_seen', state)
  return state
}

function stateOf(row: { seen_id: string; personal_rev: number }): { seenId: string; personalRev: number } {
  return { seenId: row.seen_id, personalRev: row.personal_rev }
}
