import type { UserProfile } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { UsersTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { countPostsSeen } from '../post-access/post-access.ts'
import { asCard, profileFields, userByName } from '../users/users.ts'
import { hasWrittenTo } from './permission-rows.ts'
import { relationCounts, relationRow } from './relation-rows.ts'
import { asRelationOrNull } from './relation-view.ts'

/**
 * A profile, by a name that its person has or had.
 * @throws Problem `not-found` also across a block and for accounts that are not active
 */
export async function profileByName(ctx: AppContext, caller: Caller, username: string): Promise<UserProfile> {
  const { db } = ctx
  const row = await userByName(db.read, username.toLowerCase())
  if (row === undefined || row.state !== 'active') throw new Problem('not-found')
  const isOther = row.id !== caller.userId
  const mine = isOther ? await relationRow(db.read, caller.userId, row.id) : undefined
  if (mine?.is_blocked === 1 || mine?.is_blocked_by === 1) throw new Problem('not-found')
  const isFriend = mine?.friendship === 'friends'
  const lets = (right: 'may_message' | 'may_add' | 'may_see_presence'): boolean =>
    row[right] === 'everyone' || (row[right] === 'friends' && isFriend)
  return {
    ...profileFields(row, ctx.now()),
    counts: { ...(await relationCounts(db.read, row.id)), posts: await countPostsSeen(db.read, caller.userId, row.id) },
    relation: asRelationOrNull(mine, asCard(row)),
    // Whoever wrote oneself hears the answer, as in `refuseUnlessHeard`.
    mayMessage: isOther && (lets('may_message') || (await hasWrittenTo(db.read, row.id, caller.userId))),
    mayAdd: isOther && lets('may_add'),
    lastSeenAt: !isOther || lets('may_see_presence') ? lastSeenOf(ctx, row) : null,
  }
}

function lastSeenOf(ctx: AppContext, row: UsersTable): string | null {
  return ctx.live.isHere(row.id) ? toTimestamp(ctx.now()) : toTimestampOrNull(row.last_seen_at)
}
