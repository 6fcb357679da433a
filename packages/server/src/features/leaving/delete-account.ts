import type { Relation, UserCard } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { RelationsTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { endEverything } from '../accounts/accounts.ts'
import { noteAudit } from '../audit/audit.ts'
import { lockRoles } from '../administration/administration.ts'
import { forgetStanding } from '../place/place.ts'
import { userById } from '../users/users.ts'
import { endRelations, freeOwnership, markDeleted, othersHere } from './leaving-rows.ts'

/**
 * Ends an account: from the commit on nobody can sign in with it, find it or stand in any relation to it. What is left
 * in tables and files is the work of the job `purge-account`.
 * @throws Problem `last-owner` for the only owner of a place where others have accounts
 */
export async function deleteAccount(
  ctx: AppContext,
  caller: Caller,
  { erasesMessages }: { erasesMessages: boolean },
): Promise<void> {
  const { userId } = caller
  const now = ctx.now()
  const { tellEnd, relations } = await ctx.db.write(async (tx) => {
    const user = await userById(tx, userId)
    if (user === undefined || user.state === 'deleted') throw new Problem('unauthenticated')
    if (user.role === 'owner') await leavePlace(tx, userId)
    await markDeleted(tx, userId)
    const tellEnd = await endEverything(ctx, tx, userId, { keptSessionId: null, keepsTokens: false })
    const left = await endRelations(tx, userId, now)
    await noteAudit(tx, now, { kind: 'deletion-asked', userId: null, actorId: userId, address: '' })
    await enqueue(tx, 'purge-account', { userId, erasesMessages }, { now })
    return { tellEnd, relations: left }
  })
  forgetStanding(ctx)
  tellEnd()
  ctx.live.endUser(userId)
  ctx.live.postSightChanged([userId])
  ctx.live.cardChanged(nobody(userId))
  for (const row of relations) ctx.live.toUser(row.user_id, 'relation', ended(userId, row, now))
  ctx.jobs.wake()
}

/** An owner may go when there is another one, or nobody else at all: then the next to come owns the place. */
async function leavePlace(tx: Tx, userId: string): Promise<void> {
  await lockRoles(tx)
  const { isAnyone, isOwner } = await othersHere(tx, userId)
  if (isOwner) return
  if (isAnyone) throw new Problem('last-owner', { detail: 'Make somebody else an owner first.' })
  await freeOwnership(tx)
}

function nobody(id: string): UserCard {
  return { id, username: '', displayName: '', avatarUrl: null }
}

function ended(userId: string, row: Pick<RelationsTable, 'rev'>, now: number): Relation {
  return {
    user: nobody(userId),
    friendship: 'none',
    note: '',
    follow: 'none',
    followedBy: 'none',
    isBlocked: false,
    isMuted: false,
    changedAt: toTimestamp(now),
    personalRev: row.rev,
  }
}
