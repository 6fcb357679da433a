import type { CallInput } from '@kith/protocol/registry.ts'
import { client } from './client.ts'
import { forgetDrafts } from './drafts.ts'

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

export async function signIn(identifier: string, password: string): Promise<void> {
  await client.login(identifier, password)
  stayConnected()
}

export async function signUp(input: CallInput<'POST /api/auth/register'>): Promise<void> {
  await client.register(input)
  stayConnected()
}

let isLeaving = false

/** Ends this device's session and forgets what it kept of the account. @throws OfflineError when it cannot be told */
export async function signOut(): Promise<void> {
  const userId = client.state.me?.id
  isLeaving = true
  try {
    await client.logout()
    if (userId !== undefined) forgetDrafts(userId)
  } finally {
    isLeaving = false
  }
}

/** Whether the account is leaving because the person here said so. */
export const isSigningOut = (): boolean => isLeaving

/** The list fills while the app is shown; what cannot be had now is asked for again. */
function stayConnected(): void {
  client.start().catch(loadListLater)
}

function loadListLater(): void {
  setTimeout(() => {
    if (client.state.session !== 'signed-in' || client.state.isListLoaded) return
    client.loadConversations().catch(loadListLater)
  }, RETRY_MS)
}
