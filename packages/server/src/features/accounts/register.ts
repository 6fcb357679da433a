import { randomUUIDv7 } from 'node:crypto'
import type { Registration } from '@kith/protocol/place.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { networkOf } from '../../limiter.ts'
import { Problem } from '../../problem.ts'
import { joinLobby } from '../conversations/conversations.ts'
import { consumeInvite, landByInvite, noteWaiting, refuseUnknownInvite, tellApprovals } from '../joining/joining.ts'
import { placeNow, placeOf } from '../place/place.ts'
import { asOwnUser, holdName, isNameTaken, rewriteWords } from '../users/users.ts'
import { claimSetting, insertUser, takenKey } from './account-rows.ts'
import { askToVerify } from './email.ts'
import { refuseWeakPassword } from './new-password.ts'
import { endReplaced, startSession } from './sessions.ts'
import type { NewSession } from './sessions.ts'
import { noteNewcomer } from './sign-in-notes.ts'

interface Newcomer {
  address: string
  userAgent: string
  /** Who was signed in on this device before. */
  caller: Caller | null
}

/**
 * Makes an account, lets it into the lobby and signs it in. The first one is the owner, however registration stands.
 * Where joining needs approval it waits (`pending`), unless it comes by an invite.
 * @throws Problem `registration-closed`, `not-found` (the invite), `username-taken`, `email-taken`, `validation-failed`
 */
export async function register(
  ctx: AppContext,
  newcomer: Newcomer,
  input: CallParsed<'POST /api/auth/register'>,
): Promise<{ user: OwnUser; session: NewSession } | 'pending'> {
  const network = networkOf(newcomer.address)
  ctx.limiter.check('register-taken', network)
  const place = await placeOf(ctx)
  if (place.hasOwner) refuseIfClosed(place.registration, input.invite)
  if (input.invite !== undefined) await refuseUnknownInvite(ctx, newcomer.address, input.invite)
  const usernameKey = input.username.toLowerCase()
  const emailKey = input.email.toLowerCase()
  refuseWeakPassword(input.password, usernameKey, 'password')
  await refuseTaken(ctx, network, usernameKey, emailKey)
  ctx.limiter.take('register', network)
  const passwordHash = await ctx.passwords.hash(input.password)
  const now = ctx.now()
  const base = {
    id: randomUUIDv7(),
    username: input.username,
    username_key: usernameKey,
    display_name: input.displayName === undefined || input.displayName === '' ? input.username : input.displayName,
    email: input.email,
    email_key: emailKey,
    password_hash: passwordHash,
    bio: '',
    face: null,
    created_at: now,
  }
  try {
    const made = await ctx.db.write(async (tx) => {
      await holdName(ctx.db.dialect, tx, usernameKey)
      if (await isNameTaken(tx, usernameKey, null)) throw new Problem('username-taken')
      const isOwner = await claimSetting(tx, 'owner', base.id)
      const { registration } = await placeNow(ctx.config, tx)
      if (!isOwner) refuseIfClosed(registration, input.invite)
      if (!isOwner && registration === 'approval' && input.invite === undefined) {
        const waiting = { ...base, role: 'member', state: 'pending', join_reason: input.reason ?? '' } as const
        await rewriteWords(tx, await insertUser(tx, waiting), now)
        await noteWaiting(tx, base.id, now)
        return 'pending'
      }
      const invite = input.invite === undefined ? null : await consumeInvite(ctx, tx, input.invite)
      const user = await insertUser(tx, {
        ...base,
        role: isOwner ? 'owner' : 'member',
        invited_by: invite?.inviter_id ?? null,
        invite_id: invite?.id ?? null,
      })
      await rewriteWords(tx, user, now)
      const announce = await joinLobby(ctx, tx, user, now)
      if (invite !== null) {
        const notice = { userId: invite.inviter_id, kind: 'invite-used', actorId: user.id } as const
        await enqueue(tx, 'notify', notice, { now })
      }
      const landing = invite === null ? null : await landByInvite(ctx, tx, invite, user.id)
      const tell = await endReplaced(ctx, tx, newcomer.caller)
      const { address, userAgent } = newcomer
      await noteNewcomer(tx, user.id, { address, userAgent }, now)
      await askToVerify(ctx, tx, user)
      const session = await startSession(tx, { userId: user.id, address, userAgent }, now)
      return { user: asOwnUser(user, now), session, announce, landing, tell }
    })
    ctx.jobs.wake()
    if (made === 'pending') {
      tellApprovals(ctx)
      return made
    }
    made.announce()
    made.landing?.announce()
    made.tell()
    ctx.jobs.wake()
    return { user: made.user, session: made.session }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // Two took the name at the same moment; by now the other one is visible.
    await refuseTaken(ctx, network, usernameKey, emailKey)
    throw error
  }
}

function refuseIfClosed(registration: Registration, invite: string | undefined): void {
  const isClosed = registration === 'closed' || (registration === 'invite' && invite === undefined)
  if (isClosed) throw new Problem('registration-closed')
}

async function refuseTaken(ctx: AppContext, network: string, usernameKey: string, emailKey: string): Promise<void> {
  const taken = await takenKey(ctx.db.read, usernameKey, emailKey)
  if (taken === null) return
  ctx.limiter.take('register-taken', network)
  throw new Problem(taken === 'username' ? 'username-taken' : 'email-taken')
}
