import type { ManagedUser } from '@kith/protocol/admin.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { endEverything, factorsResetLetter, noticeByMail } from '../accounts/accounts.ts'
import { noteAudit } from '../audit/audit.ts'
import { setLobbyRole } from '../conversations/conversations.ts'
import { refuseUnlessMay } from '../place/place.ts'
import { dropFactors, withFactors } from '../security/security.ts'
import { asCard, asOwnUser, cardsOf, foldedWord } from '../users/users.ts'

import { changeManaged, countOwners, lockRoles, managedById, managedPage } from './administration-rows.ts'

export { lockRoles } from './administration-rows.ts'

const nameCursor = z.strictObject({ name: z.string() })

/** Every account but those that wait, by username. @throws Problem `forbidden` */
export async function listManaged(
  ctx: AppContext,
  caller: Caller,
  { q, limit, cursor }: CallParsed<'GET /api/admin/users'>,
): Promise<{ items: ManagedUser[]; nextCursor: string | null }> {
  refuseUnlessMay(caller, 'see-people')
  const after = readCursor(nameCursor, cursor)?.name ?? null
  const rows = await managedPage(ctx.db.read, foldedWord(q), limit + 1, after)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await asManaged(ctx, rows.slice(0, limit)),
    nextCursor: last === undefined ? null : writeCursor({ name: last.username_key }),
  }
}

/**
 * Gives a role in the place, and the same in the lobby.
 * @throws Problem `forbidden`, `not-found`, `last-owner`
 */
export async function setPlaceRole(
  ctx: AppContext,
  caller: Caller,
  { userId, role }: CallParsed<'PATCH /api/admin/users/:userId'>,
): Promise<ManagedUser> {
  refuseUnlessMay(caller, 'set-role')
  const { user, announce } = await ctx.db.write(async (tx) => {
    const target = await lockTarget(tx, caller, userId)
    if (target.role === role) return { user: target, announce: () => undefined }
    if (target.role === 'owner' && target.state === 'active' && (await countOwners(tx)) === 1) {
      throw new Problem('last-owner')
    }
    const changed = await changeManaged(tx, userId, { role })
    await note(tx, ctx, caller, { kind: 'role-changed', userId, details: { from: target.role, to: role } })
    return { user: changed, announce: await setLobbyRole(ctx, tx, userId, role) }
  })
  announce()
  ctx.live.toUser(userId, 'me', asOwnUser(user, ctx.now()))
  return managed(ctx, user)
}

/**
 * Suspends an account. Its sessions and tokens are gone for good, so that none of them comes back with it.
 * @throws Problem `forbidden` (oneself, or a leader by somebody who is no owner), `not-found`
 */
export async function suspend(
  ctx: AppContext,
  caller: Caller,
  { userId, reason }: CallParsed<'PUT /api/admin/users/:userId/suspension'>,
): Promise<ManagedUser> {
  refuseUnlessMay(caller, 'suspend-member')
  const { user, tell } = await ctx.db.write(async (tx) => {
    const target = await lockTarget(tx, caller, userId)
    refuseUnlessMay(caller, target.role === 'member' ? 'suspend-member' : 'suspend-leader')
    if (target.id === caller.userId) throw new Problem('forbidden')
    if (target.state === 'suspended') return { user: target, tell: () => undefined }
    const tell = await endEverything(ctx, tx, userId, { keptSessionId: null, keepsTokens: false })
    await note(tx, ctx, caller, { kind: 'suspended', userId, details: { reason } })
    return { user: await changeManaged(tx, userId, { state: 'suspended', suspension_reason: reason }), tell }
  })
  tell()
  ctx.live.endUser(userId)
  ctx.live.postSightChanged([userId])
  return managed(ctx, user)
}

/** @throws Problem `forbidden`, `not-found` */
export async function unsuspend(ctx: AppContext, caller: Caller, userId: string): Promise<ManagedUser> {
  refuseUnlessMay(caller, 'suspend-member')
  const user = await ctx.db.write(async (tx) => {
    const target = await lockTarget(tx, caller, userId)
    refuseUnlessMay(caller, target.role === 'member' ? 'suspend-member' : 'suspend-leader')
    if (target.state !== 'suspended') return target
    await note(tx, ctx, caller, { kind: 'unsuspended', userId, details: {} })
    return changeManaged(tx, userId, { state: 'active', suspension_reason: '' })
  })
  return managed(ctx, user)
}

/**
 * Takes every second factor from somebody who lost them all. Whoever has the password may sign in then, so the person is
 * told by letter and in their log.
 * @throws Problem `forbidden` (oneself, or a leader by somebody who is no owner), `not-found`
 */
export async function resetFactors(ctx: AppContext, caller: Caller, userId: string): Promise<ManagedUser> {
  refuseUnlessMay(caller, 'suspend-member')
  const user = await ctx.db.write(async (tx) => {
    const target = await lockTarget(tx, caller, userId)
    refuseUnlessMay(caller, target.role === 'member' ? 'suspend-member' : 'suspend-leader')
    if (target.id === caller.userId) throw new Problem('forbidden')
    await dropFactors(tx, userId)
    await note(tx, ctx, caller, { kind: 'second-factors-reset', userId, details: {} })
    await noticeByMail(ctx, tx, target.email, factorsResetLetter)
    return target
  })
  ctx.jobs.wake()
  return managed(ctx, user)
}

/**
 * The account to be changed. The caller is asked after again: they may have lost their role, or their place, while
 * waiting for the lock.
 */
async function lockTarget(tx: Tx, caller: Caller, userId: string): Promise<UsersTable> {
  await lockRoles(tx)
  const actor = await managedById(tx, caller.userId)
  if (actor?.state !== 'active' || actor.role !== caller.role) throw new Problem('forbidden')
  const target = await managedById(tx, userId)
  if (target === undefined) throw new Problem('not-found')
  return target
}

async function note(
  tx: Tx,
  ctx: AppContext,
  { userId: actorId, address }: Caller,
  entry: {
    kind: 'suspended' | 'unsuspended' | 'role-changed' | 'second-factors-reset'
    userId: string
    details: Record<string, string>
  },
): Promise<void> {
  await noteAudit(tx, ctx.now(), { ...entry, actorId, address })
}

async function managed(ctx: AppContext, user: UsersTable): Promise<ManagedUser> {
  const [made] = await asManaged(ctx, [user])
  if (made === undefined) throw new Error('an account has no form')
  return made
}

async function asManaged(ctx: AppContext, rows: readonly UsersTable[]): Promise<ManagedUser[]> {
  const inviters = await cardsOf(
    ctx.db.read,
    rows.flatMap((row) => row.invited_by ?? []),
  )
  const factored = await withFactors(
    ctx.db.read,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...asCard(row),
    role: row.role,
    state: row.state === 'suspended' ? 'suspended' : 'active',
    suspensionReason: row.suspension_reason,
    invitedBy: (row.invited_by === null ? undefined : inviters.get(row.invited_by)) ?? null,
    createdAt: toTimestamp(row.created_at),
    lastSeenAt: toTimestampOrNull(row.last_seen_at),
    hasSecondFactor: factored.has(row.id),
  }))
}
