import type { CallParsed } from '@kith/protocol/registry.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { AppContext } from '../../context.ts'
import type { Caller } from '../../caller.ts'
import type { UsersTable } from '../../database/schema.ts'
import type { Visit } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { secondProofOf, verifyAssertion } from '../security/security.ts'
import type { SecondProof } from '../security/security.ts'
import { asOwnUser, userById } from '../users/users.ts'
import { holdUnchanged, userByIdentifier } from './account-rows.ts'
import { countAttempt } from './attempts.ts'
import { endReplaced, startSession } from './sessions.ts'
import type { NewSession } from './sessions.ts'
import { noteRefused, noteSignIn } from './sign-in-notes.ts'

interface SignedIn {
  user: OwnUser
  session: NewSession
}

/**
 * Signs in. Unknown name and wrong password get one answer, after the same work; only failures count against the
 * limits. Whoever has a second factor gives it in the same call: there is no session before it.
 * @throws Problem `invalid-credentials`, `second-factor-required`, `invalid-code`, `passkey-refused`,
 * `account-suspended`, `awaiting-approval`
 */
export async function login(
  ctx: AppContext,
  caller: Caller | null,
  input: CallParsed<'POST /api/auth/login'>,
  visit: Visit,
): Promise<SignedIn> {
  const key = input.identifier.trim().normalize('NFC').toLowerCase()
  const user = await userByIdentifier(ctx.db.read, key)
  // Username and email lead to one account, so they share its tries.
  const forgive = countAttempt(ctx, visit.address, user?.id ?? key)
  const isRight = await ctx.passwords.verify(input.password, user?.password_hash ?? null).catch((error: unknown) => {
    forgive()
    throw error
  })
  if (user === undefined || !isRight) {
    if (user !== undefined) noteRefused(ctx, user.id, visit)
    throw new Problem('invalid-credentials')
  }
  refuseUnlessActive(user)
  const proof = await secondProofOf(ctx, user.id, input, visit).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'second-factor-required') forgive()
    throw error
  })
  const session = await letIn(ctx, caller, user, { visit, by: 'password', proof })
  forgive()
  return { user: asOwnUser(user, ctx.now()), session }
}

/**
 * Signs in by a passkey alone: it is had, and was unlocked, so it is both factors.
 * @throws Problem `passkey-refused`, `account-suspended`, `awaiting-approval`
 */
export async function loginByPasskey(
  ctx: AppContext,
  caller: Caller | null,
  { credential }: CallParsed<'POST /api/auth/passkeys/sign-in'>,
  visit: Visit,
): Promise<SignedIn> {
  const userId = await verifyAssertion(ctx, credential, visit.requestOrigin)
  const user = await userById(ctx.db.read, userId)
  if (user === undefined) throw new Problem('passkey-refused')
  refuseUnlessActive(user)
  const session = await letIn(ctx, caller, user, { visit, by: 'passkey' })
  return { user: asOwnUser(user, ctx.now()), session }
}

/** Told to who has proved that the account is theirs, and to nobody else. */
function refuseUnlessActive({ state }: UsersTable): void {
  if (state === 'suspended') throw new Problem('account-suspended')
  if (state === 'pending') throw new Problem('awaiting-approval')
  if (state === 'deleted') throw new Problem('invalid-credentials')
}

async function letIn(
  ctx: AppContext,
  caller: Caller | null,
  user: UsersTable,
  { visit, by, proof }: { visit: Visit; by: 'password' | 'passkey'; proof?: SecondProof },
): Promise<NewSession> {
  const { userAgent, address } = visit
  const { session, tell } = await ctx.db.write(async (tx) => {
    // What was right when it was checked may have been changed, or shut, since.
    if (!(await holdUnchanged(tx, user))) throw new Problem('invalid-credentials')
    await proof?.redeem(tx)
    const tell = await endReplaced(ctx, tx, caller)
    const session = await startSession(tx, { userId: user.id, userAgent, address }, ctx.now())
    await noteSignIn(ctx, tx, user, { userAgent, address, sessionId: session.id }, by)
    return { session, tell }
  })
  proof?.accepted()
  tell()
  ctx.jobs.wake()
  return session
}
