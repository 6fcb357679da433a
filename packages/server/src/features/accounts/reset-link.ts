import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'
import type { Visit } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { noteAudit } from '../audit/audit.ts'
import { userById } from '../users/users.ts'
import { handOutLink } from './links.ts'

/** What whoever runs the place may do to accounts: owners to everyone, admins to members. */
async function underCare(tx: Tx, caller: Caller, userId: string): Promise<UsersTable> {
  if (caller.role === 'member') throw new Problem('forbidden')
  const user = await userById(tx, userId)
  if (user === undefined || user.state === 'deleted') throw new Problem('not-found')
  if (caller.role !== 'owner' && user.role !== 'member') throw new Problem('forbidden')
  return user
}

/**
 * A link by which somebody sets a new password, to be handed to them: for places that send no letters.
 * @throws Problem `forbidden`, `not-found`
 */
export async function makeResetLink(
  ctx: AppContext,
  caller: Caller,
  userId: string,
  visit: Visit,
): Promise<{ url: string; expiresAt: string }> {
  const { url, expiresAt } = await ctx.db.write(async (tx) => {
    const user = await underCare(tx, caller, userId)
    await noteAudit(tx, ctx.now(), { kind: 'reset-link-made', userId, actorId: caller.userId, ...visit })
    return handOutLink(ctx, tx, user, visit.requestOrigin)
  })
  return { url, expiresAt: toTimestamp(expiresAt) }
}
