import type { TokenScope } from '@kith/protocol/auth.ts'

/** Who calls, established once at the edge. Rules trust nothing else about them. */
export interface Caller {
  userId: string
  role: 'owner' | 'admin' | 'member'
  /** Exactly one of the two is set. */
  sessionId: string | null
  tokenId: string | null
  scopes: readonly TokenScope[]
  /** When its person last proved who they are, in milliseconds since 1970; 0 for tokens. */
  authenticatedAt: number
  /** The peer's address, from the trusted proxy chain only. */
  address: string
}
