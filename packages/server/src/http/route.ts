import type { CallParsed, CallReply, EndpointKey, Endpoints } from '@kith/protocol/registry.ts'
import type { Caller } from '../caller.ts'
import type { AppContext } from '../context.ts'
import type { LimiterBucket } from '../limiter.ts'

/** What an unauthenticated call knows of its caller. */
export interface Visitor {
  address: string
  userAgent: string
  caller: Caller | null
}

/** Set on a reply by a rule that signs in or out. */
export interface SessionCookie {
  token: string
  expiresAt: number
}

/** What a handler answers: the status picks the reply schema of the endpoint. */
export interface Answer<Body> {
  status: number
  body: Body
  /** A cookie to set, or `null` to clear it. */
  cookie?: SessionCookie | null
}

type WhoFor<K extends EndpointKey> = Endpoints[K]['session'] extends 'required' ? Caller : Visitor

/** How one endpoint is served. Each field must be there, or the server does not start. */
export interface Route<K extends EndpointKey> {
  /** Counted against the caller (or the address, for visitors). */
  limiter: LimiterBucket
  /** What an API token must carry; `null`: sessions only. */
  scope: 'read' | 'write' | null
  handle: (ctx: AppContext, who: WhoFor<K>, input: CallParsed<K>) => Promise<Answer<CallReply<K>>>
}

/** The table of one noun: every endpoint of its protocol file, none forgotten. */
export type RouteTable<Keys extends EndpointKey> = { [K in Keys]: Route<K> }
