import type { Approval } from '@kith/protocol/admin.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { mayMail } from '../../mail.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { noteAudit } from '../audit/audit.ts'
import { joinLobby } from '../conversations/conversations.ts'
import { placeOf, refuseUnlessMay } from '../place/place.ts'
import { asCard } from '../users/users.ts'
import { activatePending, countPending, deletePending, leaderIds, pendingPage } from './approval-rows.ts'

const cursorSchema = z.strictObject({ at: z.int(), id: z.string() })

/** Who waits to be let in, first come first. @throws Problem `forbidden` */
export async function listApprovals(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: CallParsed<'GET /api/admin/approvals'>,
): Promise<{ items: Approval[]; nextCursor: string | null; count: number }> {
  refuseUnlessMay(caller, 'decide-approvals')
  const { read } = ctx.db
  const rows = await pendingPage(read, limit + 1, readCursor(cursorSchema, cursor))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows
      .slice(0, limit)
      .map((row) => ({ user: asCard(row), reason: row.join_reason, askedAt: toTimestamp(row.created_at) })),
    nextCursor: last === undefined ? null : writeCursor({ at: last.created_at, id: last.id }),
    count: await countPending(read),
  }
}

/**
 * Lets somebody in: from now on they are here like anyone else, and are told so by mail where there is any.
 * @throws Problem `forbidden`, `not-found` when nobody of that id waits
 */
export async function approve(ctx: AppContext, caller: Caller, userId: string): Promise<void> {
  refuseUnlessMay(caller, 'decide-approvals')
  const { name } = await placeOf(ctx)
  const now = ctx.now()
  const announce = await ctx.db.write(async (tx) => {
    const user = await activatePending(tx, userId)
    if (user === undefined) throw new Problem('not-found')
    await noteAudit(tx, now, { kind: 'approved', userId, actorId: caller.userId, address: caller.address })
    if (mayMail(ctx.config)) await enqueue(tx, 'mail', { to: user.email, ...welcome(ctx, name) }, { now })
    return joinLobby(ctx, tx, user, now)
  })
  announce()
  ctx.jobs.wake()
  tellApprovals(ctx)
}

/**
 * Turns somebody away. Nothing is left of the account, and its name and address may be used again.
 * @throws Problem `forbidden`, `not-found` when nobody of that id waits
 */
export async function reject(ctx: AppContext, caller: Caller, userId: string): Promise<void> {
  refuseUnlessMay(caller, 'decide-approvals')
  await ctx.db.write(async (tx) => {
    const gone = await deletePending(tx, userId)
    if (gone === undefined) throw new Problem('not-found')
    // The account's own entries go with it, so this one belongs to the place.
    const { userId: actorId, address } = caller
    const details = { rejectedId: userId, username: gone.username }
    await noteAudit(tx, ctx.now(), { kind: 'rejected', userId: null, actorId, address, details })
  })
  tellApprovals(ctx)
}

/** Asks that owners and admins be told that `userId` waits, in the transaction that makes the account. */
export async function noteWaiting(tx: Tx, userId: string, now: number): Promise<void> {
  for (const leaderId of await leaderIds(tx)) {
    await enqueue(tx, 'notify', { userId: leaderId, kind: 'approval', actorId: userId }, { now })
  }
}

/** Tells owners and admins how many wait. Call it after the commit. */
export function tellApprovals(ctx: AppContext): void {
  const told = Promise.all([leaderIds(ctx.db.read), countPending(ctx.db.read)]).then(([ids, count]) => {
    for (const id of ids) ctx.live.toUser(id, 'approvals', { count })
  })
  ctx.background.run('telling of approvals', told)
}

function welcome({ config }: AppContext, placeName: string): { subject: string; text: string } {
  const where = config.PUBLIC_URL === null ? '' : `\n\n${config.PUBLIC_URL}/sign-in`
  return {
    subject: `You are in: ${placeName}`,
    text: `Your account in ${placeName} was approved. You can sign in now.${where}\n`,
  }
}
