import { randomBytes, randomUUIDv7 } from 'node:crypto'
import type { Invite } from '@kith/protocol/invites.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { InvitesTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { seal, unseal } from '../../secrets.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { hashOf } from '../accounts/accounts.ts'
import { noteAudit } from '../audit/audit.ts'
import { may, memberOf } from '../membership/membership.ts'
import { mayAdminister, placeOf, refuseUnlessMay } from '../place/place.ts'
import { cardsOf } from '../users/users.ts'
import {
  conversationsOfInvites,
  countHolding,
  newcomerPage,
  insertInvite,
  inviteById,
  invitePage,
  revokeRow,
} from './invite-rows.ts'

const CODE_BYTES = 24
const PURPOSE = 'invite'
const idCursor = z.strictObject({ id: z.string() })

/**
 * Makes an invite. Who makes it must be in each of its conversations and have the right to add people there.
 * @throws Problem `forbidden`, `not-found` (a conversation that the caller cannot know of), `validation-failed`
 */
export async function createInvite(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'POST /api/invites'>,
): Promise<Invite> {
  if (!(await mayInvite(ctx, caller))) throw new Problem('forbidden')
  const now = ctx.now()
  const expiresAt = input.expiresAt === null ? null : Date.parse(input.expiresAt)
  if (expiresAt !== null && expiresAt <= now) {
    throw new Problem('validation-failed', {
      errors: [{ path: 'expiresAt', code: 'too-small', message: 'has passed already' }],
    })
  }
  const code = randomBytes(CODE_BYTES).toString('base64url')
  const row: InvitesTable = {
    id: randomUUIDv7(),
    code_hash: hashOf(code),
    code_sealed: seal(ctx.config.SESSION_SECRET, PURPOSE, code),
    inviter_id: caller.userId,
    note: input.note,
    uses: 0,
    uses_max: input.usesMax,
    expires_at: expiresAt,
    revoked_at: null,
    created_at: now,
  }
  const conversationIds = [...new Set(input.conversationIds)]
  await ctx.db.write(async (tx) => {
    if ((await countHolding(tx, caller.userId, now)) >= limits.invitesMax) throw new Problem('forbidden')
    for (const id of conversationIds) {
      const member = await memberOf(tx, caller.userId, id)
      if (!may(member.role, 'add', member)) throw new Problem('forbidden')
    }
    await insertInvite(tx, row, conversationIds)
    const { userId, address } = caller
    await noteAudit(tx, now, { kind: 'invite-made', userId, actorId: userId, address, details: { inviteId: row.id } })
  })
  const [made] = await asInvites(ctx, [row])
  if (made === undefined) throw new Error('an invite has no form')
  return made
}

/** @throws Problem `forbidden` when somebody else than an owner asks for everyone's */
export async function listInvites(
  ctx: AppContext,
  caller: Caller,
  { by, limit, cursor }: CallParsed<'GET /api/invites'>,
): Promise<{ items: Invite[]; nextCursor: string | null; mayInvite: boolean }> {
  if (by === 'everyone') refuseUnlessMay(caller, 'see-all-invites')
  const before = readCursor(idCursor, cursor)?.id ?? null
  const rows = await invitePage(ctx.db.read, by === 'me' ? caller.userId : null, limit + 1, before)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await asInvites(ctx, rows.slice(0, limit)),
    nextCursor: last === undefined ? null : writeCursor({ id: last.id }),
    mayInvite: await mayInvite(ctx, caller),
  }
}

async function mayInvite(ctx: AppContext, caller: Caller): Promise<boolean> {
  return mayAdminister(caller, 'invite-always') || (await placeOf(ctx)).membersMayInvite
}

/** @throws Problem `not-found` for an invite that is not the caller's, unless they may see all */
export async function revokeInvite(ctx: AppContext, caller: Caller, inviteId: string): Promise<void> {
  const invite = await visibleInvite(ctx, caller, inviteId)
  await ctx.db.write(async (tx) => {
    const now = ctx.now()
    if (!(await revokeRow(tx, inviteId, now))) return
    const { userId: actorId, address } = caller
    const entry = { userId: invite.inviter_id, actorId, address, details: { inviteId } }
    await noteAudit(tx, now, { kind: 'invite-revoked', ...entry })
  })
}

/** Who came by an invite. @throws Problem `not-found` */
export async function listNewcomers(
  ctx: AppContext,
  caller: Caller,
  { inviteId, limit, cursor }: CallParsed<'GET /api/invites/:inviteId/people'>,
) {
  await visibleInvite(ctx, caller, inviteId)
  const before = readCursor(idCursor, cursor)?.id ?? null
  const rows = await newcomerPage(ctx.db.read, inviteId, limit + 1, before)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const shown = rows.slice(0, limit)
  const cards = await cardsOf(
    ctx.db.read,
    shown.map(({ id }) => id),
  )
  return {
    items: shown.flatMap((row) => {
      const user = cards.get(row.id)
      return user === undefined ? [] : { user, joinedAt: toTimestamp(row.created_at) }
    }),
    nextCursor: last === undefined ? null : writeCursor({ id: last.id }),
  }
}

async function visibleInvite(ctx: AppContext, caller: Caller, inviteId: string): Promise<InvitesTable> {
  const invite = await inviteById(ctx.db.read, inviteId)
  if (invite === undefined) throw new Problem('not-found')
  if (invite.inviter_id !== caller.userId && !mayAdminister(caller, 'see-all-invites')) throw new Problem('not-found')
  return invite
}

async function asInvites(ctx: AppContext, rows: readonly InvitesTable[]): Promise<Invite[]> {
  const ids = rows.map(({ id }) => id)
  const conversations = await conversationsOfInvites(ctx.db.read, ids)
  const places = Map.groupBy(conversations, (row) => row.invite_id)
  const cards = await cardsOf(
    ctx.db.read,
    rows.map((row) => row.inviter_id),
  )
  return rows.flatMap((row) => {
    const inviter = cards.get(row.inviter_id)
    if (inviter === undefined) return []
    return {
      id: row.id,
      code: unseal(ctx.config.SESSION_SECRET, PURPOSE, row.code_sealed),
      note: row.note,
      inviter,
      conversations: (places.get(row.id) ?? []).map(({ id, title }) => ({ id, title })),
      uses: row.uses,
      usesMax: row.uses_max,
      expiresAt: toTimestampOrNull(row.expires_at),
      createdAt: toTimestamp(row.created_at),
      state: stateOf(row, ctx.now()),
    }
  })
}

function stateOf(row: InvitesTable, now: number): Invite['state'] {
  if (row.revoked_at !== null) return 'revoked'
  if (row.expires_at !== null && row.expires_at <= now) return 'expired'
  return row.uses_max !== null && row.uses >= row.uses_max ? 'used-up' : 'valid'
}
