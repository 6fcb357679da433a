import type { Flag } from './schema.ts'

/* The tables of who may come in, and how they prove it: parts of the schema in `schema.ts`. */

export interface SessionsTable {
  id: string
  /** SHA-256 of the token, hex. The token itself is nowhere. */
  token_hash: string
  user_id: string
  user_agent: string
  address: string
  created_at: number
  last_used_at: number
  expires_at: number
  /** When its person last proved who they are. */
  authenticated_at: number
}

export interface ApiTokensTable {
  id: string
  token_hash: string
  user_id: string
  name: string
  /** Space-separated. */
  scopes: string
  created_at: number
  last_used_at: number | null
  expires_at: number | null
}

/** The authenticator app of somebody. It counts once it is confirmed. */
export interface TotpTable {
  user_id: string
  /** Sealed. */
  secret: string
  created_at: number
  confirmed_at: number | null
  /** Of the last code that was taken: no code counts twice. */
  last_step: number
}

/** Those that are unused. */
export interface RecoveryCodesTable {
  user_id: string
  /** Keyed by the secret of this server. */
  code_hash: string
}

export interface PasskeysTable {
  id: string
  /** The key's own, base64url. */
  credential_id: string
  user_id: string
  /** COSE, base64url. */
  public_key: string
  sign_count: number
  /** Space-separated. */
  transports: string
  is_backed_up: Flag
  name: string
  created_at: number
  last_used_at: number | null
}

/** What a passkey is to sign, once. */
export interface ChallengesTable {
  challenge_hash: string
  /** Who makes a passkey; null where somebody signs in. */
  user_id: string | null
  expires_at: number
}

/** Links that were mailed or handed on, until they are used or void. */
export interface LinksTable {
  id: string
  /** Null until the letter is written, which alone has the token. */
  token_hash: string | null
  kind: 'password-reset' | 'email-verify' | 'email-change'
  user_id: string
  /** The address it was for. */
  email: string
  created_at: number
  expires_at: number
}

/** From which kinds of device and networks somebody has signed in. */
export interface KnownDevicesTable {
  user_id: string
  device_hash: string
  last_seen_at: number
}
