import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Visit } from '../../http/route.ts'
import { networkOf } from '../../limiter.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { mayMail } from '../../mail.ts'
import { Problem } from '../../problem.ts'
import { countAudit, noteAudit } from '../audit/audit.ts'
import { secondProofOf } from '../security/security.ts'
import { userById } from '../users/users.ts'
import { setPassword, userByIdentifier } from './account-rows.ts'
import { countAttempt } from './attempts.ts'
import { hashOf, newSessionToken } from './credentials.ts'
import { endEverything } from './end-everything.ts'
import { passwordChangedLetter } from './letters.ts'
import { takeLink, voidLinks } from './link-rows.ts'
import { mailLink, openLink } from './links.ts'
import { refuseWeakPassword } from './new-password.ts'
import { noticeByMail } from './notices.ts'
import { rotateSession } from './session-rows.ts'
import type { NewSession } from './sessions.ts'
import { noteRefused } from './sign-in-notes.ts'

const LETTERS_PER_HOUR_MAX = 3
const HOUR_MS = 60 * 60 * 1000

/**
 * Changes the password of whoever knows it. Everything else of theirs ends, and this session goes on under a new token.
 * @throws Problem `invalid-credentials`, `validation-failed`, `rate-limited`
 */
export async function changePassword(
  ctx: AppContext,
  caller: Caller,
  { currentPassword, newPassword, keepsTokens }: CallParsed<'POST /api/auth/password'>,
  visit: Visit,
): Promise<Omit<NewSession, 'id'>> {
  const user = await userById(ctx.db.read, caller.userId)
  const { sessionId } = caller
  if (user === undefined || sessionId === null) throw new Problem('unauthenticated')
  refuseWeakPassword(newPassword, user.username_key, 'newPassword')
  const forgive = countAttempt(ctx, caller.address, user.id)
  if (!(await ctx.passwords.verify(currentPassword, user.password_hash))) {
    noteRefused(ctx, user.id, visit)
    throw new Problem('invalid-credentials')
  }
  forgive()
  const hash = await ctx.passwords.hash(newPassword)
  const now = ctx.now()
  const token = newSessionToken()
  const { expiresAt, tell } = await ctx.db.write(async (tx) => {
    const rotated = await rotateSession(tx, sessionId, hashOf(token), now)
    // Meanwhile somebody else may have changed it, and ended this session.
    if (rotated === undefined) throw new Problem('unauthenticated')
    await setPassword(tx, user.id, hash)
    const tell = await endEverything(ctx, tx, user.id, { keptSessionId: sessionId, keepsTokens })
    await voidLinks(tx, user.id, ['password-reset'])
    await noteAudit(tx, now, { kind: 'password-changed', userId: user.id, actorId: user.id, ...visit })
    await noticeByMail(ctx, tx, user.email, passwordChangedLetter)
    return { expiresAt: rotated.expires_at, tell }
  })
  tell()
  ctx.jobs.wake()
  return { token, expiresAt }
}

/** Takes the wish for a link. Known or not, the same is done: a job looks who it is. @throws Problem `rate-limited` */
export async function forgetPassword(ctx: AppContext, identifier: string, visit: Visit): Promise<void> {
  const { address, userAgent } = visit
  const key = identifier.trim().normalize('NFC').toLowerCase()
  ctx.limiter.check('forgot-account', key)
  ctx.limiter.take('forgot-network', networkOf(address))
  ctx.limiter.take('forgot-account', key)
  const now = ctx.now()
  await ctx.db.write((tx) => enqueue(tx, 'password-forgotten', { identifier: key, address, userAgent }, { now }))
  ctx.jobs.wake()
}

/** The job of `forgetPassword`: a link for whoever it is, if anybody, and if letters are sent. */
export async function answerForgotten(
  ctx: AppContext,
  { identifier, ...from }: { identifier: string; address: string; userAgent: string },
): Promise<void> {
  const user = await userByIdentifier(ctx.db.read, identifier)
  if (user === undefined || user.state !== 'active' || !mayMail(ctx.config)) return
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    // By name and by address it is one letter-box.
    if ((await countAudit(tx, user.id, 'password-reset-asked', now - HOUR_MS)) >= LETTERS_PER_HOUR_MAX) return
    await noteAudit(tx, now, { kind: 'password-reset-asked', userId: user.id, actorId: null, ...from })
    await mailLink(ctx, tx, 'password-reset', user.id, user.email)
  })
  ctx.jobs.wake()
}

/**
 * Sets a new password by a link, once. Whoever has a second factor needs it here as well; every session and token ends.
 * @throws Problem `gone`, `second-factor-required`, `invalid-code`, `validation-failed`
 */
export async function resetPassword(
  ctx: AppContext,
  { token, newPassword, code, passkey }: CallParsed<'POST /api/auth/password/reset'>,
  visit: Visit,
): Promise<void> {
  const link = await openLink(ctx.db.read, token, ['password-reset'], ctx.now())
  const user = await userById(ctx.db.read, link.user_id)
  if (user === undefined || user.state === 'deleted') throw new Problem('gone')
  refuseWeakPassword(newPassword, user.username_key, 'newPassword')
  const proof = await secondProofOf(ctx, user.id, { code, passkey }, visit)
  const hash = await ctx.passwords.hash(newPassword)
  const now = ctx.now()
  const tell = await ctx.db.write(async (tx) => {
    if (!(await takeLink(tx, link.id))) throw new Problem('gone')
    await proof.redeem(tx)
    await setPassword(tx, user.id, hash)
    const tell = await endEverything(ctx, tx, user.id, { keptSessionId: null, keepsTokens: false })
    await voidLinks(tx, user.id, ['password-reset'])
    await noteAudit(tx, now, { kind: 'password-reset', userId: user.id, actorId: user.id, ...visit })
    await noticeByMail(ctx, tx, user.email, passwordChangedLetter)
    return tell
  })
  proof.accepted()
  tell()
  ctx.jobs.wake()
}
