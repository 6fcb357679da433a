import type { CallInput } from '@kith/protocol/registry.ts'
import type { Passkey } from '@kith/protocol/security.ts'
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { client } from './client.ts'

type Assertion = CallInput<'POST /api/auth/passkeys/sign-in'>['credential']

/** Whether this page may have passkeys: they belong to a name, so an address of numbers has none. */
export function mayHavePasskeys(): boolean {
  return browserSupportsWebAuthn() && window.isSecureContext && !/^[\d.]+$|^\[/.test(window.location.hostname)
}

/** Whether the browser offers passkeys while one fills in a name. */
export async function offersPasskeysInFields(): Promise<boolean> {
  return mayHavePasskeys() && (await browserSupportsWebAuthnAutofill())
}

/**
 * Has the browser ask for a passkey and sign with it. `inField`: it offers them in the field with
 * `autocomplete="… webauthn"` and waits there; asking otherwise takes its place.
 * @throws Error when the person breaks it off; ProblemError, OfflineError
 */
export async function signWithPasskey({ inField = false } = {}): Promise<Assertion> {
  const options = await client.api.call('POST /api/auth/passkeys/sign-in/options', {})
  const { id, rawId, type, response } = await startAuthentication({
    optionsJSON: options,
    useBrowserAutofill: inField,
  })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId,
    type,
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) },
  }
}

/** Has the browser make a passkey and keeps it with the account. @throws as `signWithPasskey` */
export async function makePasskey(name: string): Promise<{ passkey: Passkey; recoveryCodes: string[] | null }> {
  const options = await client.api.call('POST /api/auth/passkeys/options', {})
  const { id, rawId, type, response } = await startRegistration({
    // The browser checks what it is given.
    optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON,
  })
  const { clientDataJSON, attestationObject } = response
  return client.api.call('POST /api/auth/passkeys', {
    name,
    credential: { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, attestationObject } },
  })
}

/** Takes back what the browser was asked and did not answer. */
export function stopAskingForPasskeys(): void {
  WebAuthnAbortService.cancelCeremony()
}

/** Whether the person broke it off, or the browser did for them: nothing to tell of. */
export function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}
