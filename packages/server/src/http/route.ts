import type { Readable } from 'node:stream'
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

/** How a call came, for rules that write it down or answer by the address that was asked. */
export interface Visit {
  address: string
  userAgent: string
  /** `http://host` as the request itself has it: to be believed only where PUBLIC_URL does not say. */
  requestOrigin: string
}

/** Set on a reply by a rule that signs in or out. */
export interface SessionCookie {
  token: string
  expiresAt: number
}

/** A file that came with a call: on the disk until the answer is made, then removed. */
export interface ReceivedFile {
  path: string
  sizeBytes: number
  /** As the caller sent it: nothing that a path may be made of. */
  name: string
  /** What the caller says that it is. Only its bytes tell. */
  declaredType: string
}

/** A file that goes out. */
export interface Bytes {
  sizeBytes: number
  mediaType: string
  /** Set: saved under this name, whatever it holds; unset: shown in the page. */
  downloadName?: string
  /** Names exactly these bytes. */
  etag: string
  /** Seconds for which the caller's own browser may keep it. */
  keepSeconds: number
  /** It is made while it is sent, so it is had whole only: no part of it lies anywhere. */
  isWhole?: true
  /** Where it can be had from elsewhere for a moment, under these names; null for nowhere. Only of what is saved. */
  elsewhere?: (shown: { mediaType: string; disposition: string }) => Promise<string | null>
  /** `end` is the last byte, counted from 0. */
  open: (range: { start: number; end: number }) => Promise<Readable>
}

/** A file that comes in pieces, as far as it is here. */
export interface Incoming {
  id: string
  /** As it was announced. */
  sizeBytes: number
  /** That much is safe. */
  receivedBytes: number
  /** When something last came. */
  touchedAt: number
  /** What it became, once it is whole. */
  entryId: string | null
}

/** What a call of tus may do, for one caller at one place. A problem that they throw is the answer. */
export interface TusRules {
  /** Where the addresses of uploads begin. */
  path: string
  /** What hears nothing for so long is dropped. */
  quietMs: number
  begin: (sizeBytes: number, metadata: Readonly<Record<string, string | null>>) => Promise<Incoming>
  find: (id: string) => Promise<Incoming>
  /** Takes bytes until they end or break off; how much is here then. */
  add: (incoming: Incoming, offset: number, bytes: AsyncIterable<Buffer>) => Promise<number>
  /** Once all is here, any number of times; what it became. */
  finish: (id: string) => Promise<string>
  cancel: (id: string) => Promise<void>
}

/** What a handler answers: the status picks the reply schema of the endpoint. */
export interface Answer<Body> {
  status: number
  body: Body
  /** For a reply of bytes, beside an undefined body. */
  bytes?: Bytes
  /** For a reply of tus, which has its own status and body. */
  tus?: TusRules
  /** A cookie to set, or `null` to clear it. */
  cookie?: SessionCookie | null
}

type FileFor<K extends EndpointKey> = Endpoints[K] extends { file: object }
  ? Endpoints[K]['file'] extends { isOptional: true }
    ? ReceivedFile | null
    : ReceivedFile
  : null

type WhoFor<K extends EndpointKey> = Endpoints[K]['session'] extends 'required' ? Caller : Visitor

/** How one endpoint is served. */
export interface Route<K extends EndpointKey> {
  /** Counted against the caller (or the address, for visitors). */
  limiter: LimiterBucket
  /** What an API token must carry; `null`: sessions only. */
  scope: 'read' | 'write' | null
  /** For calls with a file: refuses before a byte of it is read. `params` stand in the address, and nobody checked them. */
  mayBring?: (ctx: AppContext, who: WhoFor<K>, params: Readonly<Record<string, unknown>>) => Promise<void>
  handle: (
    ctx: AppContext,
    who: WhoFor<K>,
    input: CallParsed<K>,
    visit: Visit & { file: FileFor<K> },
  ) => Promise<Answer<CallReply<K>>>
}

/** The table of one noun: every endpoint of its protocol file, none forgotten. */
export type RouteTable<Keys extends EndpointKey> = { [K in Keys]: Route<K> }
