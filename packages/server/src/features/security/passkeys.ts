import { randomUUIDv7 } from 'node:crypto'
import type { Passkey, PasskeyOptions } from '@kith/protocol/security.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import type { PasskeysTable } from '../../database/schema-access.ts'
import type { Visit } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { noteAudit } from '../audit/audit.ts'
import { placeOf } from '../place/place.ts'
import { userById } from '../users/users.ts'
import { giveOut, redeem } from './challenges.ts'
import { deletePasskey, insertPasskey, passkeysOf, PASSKEYS_MAX, renamePasskey } from './passkey-rows.ts'
import { dropIdleRecoveryCodes, firstRecoveryCodes } from './recovery-codes.ts'
import { relyingParty } from './relying-party.ts'
import { webauthn } from './webauthn.ts'

/** @throws Problem `forbidden` where this place has no name that passkeys can be made for */
export async function registrationOptions(ctx: AppContext, caller: Caller, visit: Visit): Promise<PasskeyOptions> {
  const { id: rpID } = relyingParty(ctx, visit.requestOrigin)
  const user = await userById(ctx.db.read, caller.userId)
  if (user === undefined) throw new Problem('unauthenticated')
  const known = await passkeysOf(ctx.db.read, user.id)
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: (await placeOf(ctx)).name,
    rpID,
    userName: user.username,
    userDisplayName: user.display_name,
    userID: new Uint8Array(Buffer.from(user.id, 'utf8')),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id: id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await giveOut(ctx, options.challenge, user.id)
  return { ...options }
}

/** @throws Problem `passkey-refused`, `forbidden` when there are as many as one may have */
export async function addPasskey(
  ctx: AppContext,
  caller: Caller,
  { name, credential }: CallParsed<'POST /api/auth/passkeys'>,
  visit: Visit,
): Promise<{ passkey: Passkey; recoveryCodes: string[] | null }> {
  const { userId } = caller
  const { id: expectedRPID, origins } = relyingParty(ctx, visit.requestOrigin)
  const { transports, ...response } = credential.response
  const { verifyRegistrationResponse } = await webauthn()
  const outcome = await verifyRegistrationResponse({
    response: {
      id: credential.id,
      rawId: credential.rawId,
      type: credential.type,
      clientExtensionResults: {},
      response,
    },
    expectedChallenge: (challenge) => redeem(ctx, challenge, userId),
    expectedOrigin: origins,
    expectedRPID,
    requireUserVerification: true,
    // The library says by an exception what it does not accept.
  }).catch(() => null)
  if (outcome === null || !outcome.verified) throw new Problem('passkey-refused')
  const { credential: made, credentialBackedUp } = outcome.registrationInfo
  const now = ctx.now()
  const row: PasskeysTable = {
    id: randomUUIDv7(),
    credential_id: made.id,
    user_id: userId,
    public_key: Buffer.from(made.publicKey).toString('base64url'),
    sign_count: made.counter,
    transports: (transports ?? []).join(' '),
    is_backed_up: credentialBackedUp ? 1 : 0,
    name,
    created_at: now,
    last_used_at: null,
  }
  const recoveryCodes = await ctx.db
    .write(async (tx) => {
      if ((await passkeysOf(tx, userId)).length >= PASSKEYS_MAX) {
        throw new Problem('forbidden', { detail: `There are ${PASSKEYS_MAX} passkeys already. Remove one first.` })
      }
      await insertPasskey(tx, row)
      const details = { name }
      await noteAudit(tx, now, { kind: 'passkey-added', userId, actorId: userId, details, ...visit })
      return firstRecoveryCodes(ctx, tx, userId)
    })
    .catch((error: unknown) => {
      // A key has one person.
      throw isUniqueViolation(error) ? new Problem('passkey-refused') : error
    })
  return { passkey: asPasskey(row), recoveryCodes }
}

export async function listPasskeys(ctx: AppContext, caller: Caller): Promise<Passkey[]> {
  return (await passkeysOf(ctx.db.read, caller.userId)).map(asPasskey)
}

/** @throws Problem `not-found` when the caller has no such passkey */
export async function namePasskey(ctx: AppContext, caller: Caller, id: string, name: string): Promise<Passkey> {
  const row = await ctx.db.write((tx) => renamePasskey(tx, caller.userId, id, name))
  if (row === undefined) throw new Problem('not-found')
  return asPasskey(row)
}

/** @throws Problem `not-found` when the caller has no such passkey */
export async function removePasskey(ctx: AppContext, caller: Caller, id: string, visit: Visit): Promise<void> {
  const { userId } = caller
  await ctx.db.write(async (tx) => {
    const row = await deletePasskey(tx, userId, id)
    if (row === undefined) throw new Problem('not-found')
    await dropIdleRecoveryCodes(tx, userId)
    const details = { name: row.name }
    await noteAudit(tx, ctx.now(), { kind: 'passkey-removed', userId, actorId: userId, details, ...visit })
  })
}

function asPasskey(row: PasskeysTable): Passkey {
  return {
    id: row.id,
    name: row.name,
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: toTimestampOrNull(row.last_used_at),
    isBackedUp: row.is_backed_up === 1,
  }
}
