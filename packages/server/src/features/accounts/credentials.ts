import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 32
const API_TOKEN_PREFIX = 'kith_'

/** 256 random bits for a session. */
export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** 256 random bits for an API token; the prefix lets scanners of leaked secrets know it. */
export function newApiToken(): string {
  return API_TOKEN_PREFIX + newSessionToken()
}

/** What the database keeps of a token. With 256 random bits a plain hash cannot be searched. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
