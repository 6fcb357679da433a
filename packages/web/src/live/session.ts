import type { SecondFactor } from '@kith/sdk/api.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { client } from './client.ts'
import { forgetAll } from './leaving.ts'
import { forgetPlaces } from './reading-places.ts'

const RETRY_MS = 3_000

let checking: Promise<void> | null = null

/**
 * Whether this device is signed in, asked once; if so, it connects. Call again after it failed.
 * @throws OfflineError when it cannot be told
 */
export function begin(): Promise<void> {
  checking ??= client.check().then(
    (me) => {
      if (me !== null) stayConnected()
    },
    (error: unknown) => {
      checking = null
      throw error
    },
  )
  return checking
}

/** @throws ProblemError `second-factor-required` where the password is not enough; try again with one */
export async function signIn(identifier: string, password: string, second: SecondFactor = {}): Promise<void> {
  await client.login(identifier, password, second)
  stayConnected()
}

/** Signs in by what a passkey signed. */
export async function signInByPasskey(
  credential: CallInput<'POST /api/auth/passkeys/sign-in'>['credential'],
): Promise<void> {
  await client.api.call('POST /api/auth/passkeys/sign-in', { credential })
  if ((await client.check()) !== null) stayConnected()
}

/** @throws PendingError when the account is made but waits to be let in */
export async function signUp(input: CallInput<'POST /api/auth/register'>): Promise<void> {
  await client.register(input)
  stayConnected()
}

let isLeaving = false

/** Ends this device's session and forgets what it kept of the account. @throws OfflineError when it cannot be told */
export function signOut(): Promise<void> {
  return leave(() => Promise.resolve())
}

/** As `signOut`, on every device, and for every token. */
export function signOutEverywhere(): Promise<void> {
  return leave(async () => {
    await client.api.call('POST /api/auth/sign-out-everywhere', {})
  })
}

async function leave(endFirst: () => Promise<void>): Promise<void> {
  isLeaving = true
  try {
    await endFirst()
    await client.logout()
    forgetPlaces()
    forgetAll()
  } finally {
    isLeaving = false
  }
}

/** Whether the account is leaving because the person here said so. */
export const isSigningOut = (): boolean => isLeaving

/** The list fills while the app is shown; what cannot be had now is asked for again. */
function stayConnected(): void {
  client
    .start()
    .catch(loadListLater)
    .then(() => Promise.all([client.notices.start(), client.marks.start()]))
    // Without an answer they are asked for with the next connection.
    .catch(() => undefined)
}

function loadListLater(): void {
  setTimeout(() => {
    if (client.state.session !== 'signed-in' || client.state.isListLoaded) return
    client.loadConversations().catch(loadListLater)
  }, RETRY_MS)
}
