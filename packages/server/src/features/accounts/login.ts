import type { CallParsed } from '@kith/protocol/registry.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { AppContext } from '../../context.ts'
import type { Caller } from '../../caller.ts'
import { networkOf } from '../../limiter.ts'
import { Problem } from '../../problem.ts'
import { asOwnUser } from '../users/users.ts'
import { userByIdentifier } from './account-rows.ts'
import { endReplaced, startSession } from './sessions.ts'
import type { NewSession } from './sessions.ts'

interface Visitor {
  address: string
  userAgent: string
  caller: Caller | null
}

/**
 * Signs in. Unknown name and wrong password get one answer, after the same work; only failures count against the
 * limits, and they are kept by account and network together, so that nobody can lock somebody else out. An attempt is
 * counted before it is tried: many at once get no more tries than one after another.
 */
export async function login(
  ctx: AppContext,
  visitor: Visitor,
  input: CallParsed<'POST /api/auth/login'>,
): Promise<{ user: OwnUser; session: NewSession }> {
  const key = input.identifier.trim().normalize('NFC').toLowerCase()
  const network = networkOf(visitor.address)
  const user = await userByIdentifier(ctx.db.read, key)
  // Username and email lead to one account, so they share its tries.
  const pair = `${network} ${user?.id ?? key}`
  ctx.limiter.check('login-network', network)
  ctx.limiter.take('login-account', pair)
  ctx.limiter.take('login-network', network)
  const forgive = (): void => {
    ctx.limiter.giveBack('login-account', pair)
    ctx.limiter.giveBack('login-network', network)
  }
  const isRight = await ctx.passwords.verify(input.password, user?.password_hash ?? null).catch((error: unknown) => {
    forgive()
    throw error
  })
  if (user === undefined || !isRight) throw new Problem('invalid-credentials')
  forgive()
  const { session, tell } = await ctx.db.write(async (tx) => {
    const tell = await endReplaced(ctx, tx, visitor.caller)
    const { userAgent, address } = visitor
    return { session: await startSession(tx, { userId: user.id, userAgent, address }, ctx.now()), tell }
  })
  tell()
  return { user: asOwnUser(user), session }
}
