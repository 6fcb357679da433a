import { randomUUIDv7 } from 'node:crypto'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import { networkOf } from '../../limiter.ts'
import { Problem } from '../../problem.ts'
import { joinLobby } from '../conversations/conversations.ts'
import { asOwnUser, rewriteWords } from '../users/users.ts'
import { claimSetting, insertUser, isAnyoneHere, takenKey } from './account-rows.ts'
import { isCommonPassword } from './common-passwords.ts'
import { endReplaced, startSession } from './sessions.ts'
import type { NewSession } from './sessions.ts'

interface Newcomer {
  address: string
  userAgent: string
  /** Who was signed in on this device before. */
  caller: Caller | null
}

/** Makes an account, lets it into the lobby and signs it in. The first one is the owner, however registration stands. */
export async function register(
  ctx: AppContext,
  newcomer: Newcomer,
  input: CallParsed<'POST /api/auth/register'>,
): Promise<{ user: OwnUser; session: NewSession }> {
  const network = networkOf(newcomer.address)
  ctx.limiter.check('register-taken', network)
  if (ctx.config.REGISTRATION !== 'open' && (await isAnyoneHere(ctx.db.read))) throw new Problem('registration-closed')
  const usernameKey = input.username.toLowerCase()
  const emailKey = input.email.toLowerCase()
  if (isCommonPassword(input.password) || input.password.toLowerCase() === usernameKey) {
    throw new Problem('validation-failed', {
      errors: [{ path: 'password', code: 'too-common', message: 'is among the first that a guesser tries' }],
    })
  }
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
      const isOwner = await claimSetting(tx, 'owner', base.id)
      if (!isOwner && ctx.config.REGISTRATION !== 'open') throw new Problem('registration-closed')
      const user = { ...base, role: isOwner ? ('owner' as const) : ('member' as const) }
      await insertUser(tx, user)
      await rewriteWords(tx, user)
      const announce = await joinLobby(ctx, tx, user, now)
      const tell = await endReplaced(ctx, tx, newcomer.caller)
      const { address, userAgent } = newcomer
      const session = await startSession(tx, { userId: user.id, address, userAgent }, now)
      return { user: asOwnUser(user), session, announce, tell }
    })
    made.announce()
    made.tell()
    return { user: made.user, session: made.session }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // Two took the name at the same moment; by now the other one is visible.
    await refuseTaken(ctx, network, usernameKey, emailKey)
    throw error
  }
}

async function refuseTaken(ctx: AppContext, network: string, usernameKey: string, emailKey: string): Promise<void> {
  const taken = await takenKey(ctx.db.read, usernameKey, emailKey)
  if (taken === null) return
  ctx.limiter.take('register-taken', network)
  throw new Problem(taken === 'username' ? 'username-taken' : 'email-taken')
}
