import type { OwnUser } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import type { UsersTable } from '../../database/schema.ts'
import type { Visit } from '../../http/route.ts'
import { networkOf } from '../../limiter.ts'
import { mayMail } from '../../mail.ts'
import { Problem } from '../../problem.ts'
import { noteAudit } from '../audit/audit.ts'
import { asOwnUser, userById } from '../users/users.ts'
import { markEmailVerified, setEmail, userByIdentifier } from './account-rows.ts'
import { emailChangedLetter } from './letters.ts'
import { newestLink, takeLink, voidLinks } from './link-rows.ts'
import { mailLink, openLink } from './links.ts'
import { noticeByMail } from './notices.ts'

/** Has the address of a new account confirmed, where letters are sent. */
export async function askToVerify(ctx: AppContext, tx: Tx, user: UsersTable): Promise<void> {
  if (mayMail(ctx.config)) await mailLink(ctx, tx, 'email-verify', user.id, user.email)
}

/**
 * Takes another address: at once where no letters are sent, else once a link that is mailed there was opened.
 * @returns null while it waits for that
 * @throws Problem `email-taken`, told as seldom as at registration
 */
export async function changeEmail(
  ctx: AppContext,
  caller: Caller,
  email: string,
  visit: Visit,
): Promise<OwnUser | null> {
  const network = networkOf(caller.address)
  ctx.limiter.check('register-taken', network)
  const holder = await userByIdentifier(ctx.db.read, email.toLowerCase())
  if (holder !== undefined && holder.id !== caller.userId) {
    ctx.limiter.take('register-taken', network)
    throw new Problem('email-taken')
  }
  if (holder?.email === email) return asOwnUser(holder, ctx.now())
  if (mayMail(ctx.config)) {
    ctx.limiter.take('letters', caller.userId)
    await ctx.db.write((tx) => mailLink(ctx, tx, 'email-change', caller.userId, email))
    ctx.jobs.wake()
    return null
  }
  return takeOver(ctx, caller.userId, { email, isVerified: false, linkId: null }, visit)
}

/**
 * Confirms the address that a link was mailed to, and takes it over where it is a new one.
 * @throws Problem `gone`, `email-taken` when somebody else has it by now
 */
export async function verifyEmail(ctx: AppContext, token: string, visit: Visit): Promise<{ email: string }> {
  const link = await openLink(ctx.db.read, token, ['email-verify', 'email-change'], ctx.now())
  const user = await userById(ctx.db.read, link.user_id)
  if (user === undefined || user.state === 'deleted') throw new Problem('gone')
  if (link.kind === 'email-change') {
    await takeOver(ctx, user.id, { email: link.email, isVerified: true, linkId: link.id }, visit)
    return { email: link.email }
  }
  const now = ctx.now()
  const verified = await ctx.db.write(async (tx) => {
    if (!(await takeLink(tx, link.id))) throw new Problem('gone')
    const row = await markEmailVerified(tx, user.id, link.email, now)
    if (row === undefined) throw new Problem('gone')
    await noteAudit(tx, now, { kind: 'email-verified', userId: user.id, actorId: user.id, ...visit })
    return row
  })
  ctx.live.toUser(user.id, 'me', asOwnUser(verified, now))
  return { email: link.email }
}

/** Mails the link again that is waited for. @throws Problem `not-found` when none is */
export async function resendLink(ctx: AppContext, caller: Caller): Promise<void> {
  const user = await userById(ctx.db.read, caller.userId)
  if (user === undefined || !mayMail(ctx.config)) throw new Problem('not-found')
  const pending = await newestLink(ctx.db.read, user.id, 'email-change', ctx.now())
  if (pending === undefined && user.email_verified_at !== null) throw new Problem('not-found')
  ctx.limiter.take('letters', caller.userId)
  const { kind, email } = pending ?? { kind: 'email-verify', email: user.email }
  await ctx.db.write((tx) => mailLink(ctx, tx, kind, user.id, email))
  ctx.jobs.wake()
}

async function takeOver(
  ctx: AppContext,
  userId: string,
  { email, isVerified, linkId }: { email: string; isVerified: boolean; linkId: string | null },
  visit: Visit,
): Promise<OwnUser> {
  const now = ctx.now()
  const changed = await ctx.db
    .write(async (tx) => {
      if (linkId !== null && !(await takeLink(tx, linkId))) throw new Problem('gone')
      const before = await userById(tx, userId)
      if (before === undefined) throw new Problem('gone')
      const row = await setEmail(tx, userId, email, isVerified ? now : null)
      // What was mailed to the old address opens nothing any more.
      await voidLinks(tx, userId)
      await noteAudit(tx, now, { kind: 'email-changed', userId, actorId: userId, ...visit })
      await noticeByMail(ctx, tx, before.email, emailChangedLetter)
      return row
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new Problem('email-taken') : error
    })
  ctx.jobs.wake()
  const me = asOwnUser(changed, now)
  ctx.live.toUser(userId, 'me', me)
  return me
}
