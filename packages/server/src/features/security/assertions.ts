import type { PasskeyAssertion, PasskeyOptions } from '@kith/protocol/security.ts'
import type { VerifiedAuthenticationResponse } from '@simplewebauthn/server'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { giveOut, redeem } from './challenges.ts'
import { passkeyByCredential, usePasskey } from './passkey-rows.ts'
import { relyingParty } from './relying-party.ts'
import { webauthn } from './webauthn.ts'

/** What a browser needs to ask for any passkey of this place: nobody has said yet who they are. */
export async function assertionOptions(ctx: AppContext, requestOrigin: string): Promise<PasskeyOptions> {
  const { id } = relyingParty(ctx, requestOrigin)
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({ rpID: id, userVerification: 'required' })
  await giveOut(ctx, options.challenge, null)
  return { ...options }
}

/**
 * Whose passkey signed: they hold the device and have unlocked it, so it stands for both factors.
 * @throws Problem `passkey-refused` for an unknown key, another place's page, and whatever was answered before
 */
export async function verifyAssertion(
  ctx: AppContext,
  assertion: PasskeyAssertion,
  requestOrigin: string,
): Promise<string> {
  const { id: expectedRPID, origins } = relyingParty(ctx, requestOrigin)
  const row = await passkeyByCredential(ctx.db.read, assertion.id)
  if (row === undefined) throw new Problem('passkey-refused')
  const { userHandle, ...response } = assertion.response
  const { verifyAuthenticationResponse } = await webauthn()
  const outcome: VerifiedAuthenticationResponse | null = await verifyAuthenticationResponse({
    response: {
      id: assertion.id,
      rawId: assertion.rawId,
      type: assertion.type,
      clientExtensionResults: {},
      response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
    },
    expectedChallenge: (challenge) => redeem(ctx, challenge, null),
    expectedOrigin: origins,
    expectedRPID,
    credential: {
      id: row.credential_id,
      publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
      counter: row.sign_count,
    },
    requireUserVerification: true,
    // The library says by an exception what it does not accept.
  }).catch(() => null)
  if (outcome === null || !outcome.verified) throw new Problem('passkey-refused')
  if (userHandle !== undefined && userHandle !== handleOf(row.user_id)) throw new Problem('passkey-refused')
  const { newCounter } = outcome.authenticationInfo
  await ctx.db.write((tx) => usePasskey(tx, row.id, newCounter, ctx.now()))
  return row.user_id
}

/** How a passkey names its person, base64url. */
function handleOf(userId: string): string {
  return Buffer.from(userId, 'utf8').toString('base64url')
}
