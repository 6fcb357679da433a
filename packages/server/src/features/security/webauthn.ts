import type * as library from '@simplewebauthn/server'

/** The library of passkeys, loaded when the first is used: it is large, and many places have none. */
export function webauthn(): Promise<typeof library> {
  return import('@simplewebauthn/server')
}
