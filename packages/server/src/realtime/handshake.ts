import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Caller } from '../caller.ts'
import type { AppContext } from '../context.ts'
import { cookieName, readCookie } from '../cookies.ts'
import { callerBySession, callerByToken } from '../features/accounts/accounts.ts'
import { originVerdict } from '../origins.ts'
import { peerOf } from '../peer.ts'
import { Problem } from '../problem.ts'
import type { KithSocket } from './socket-state.ts'

/** Asked for every handshake, whatever the transport: a browser on a foreign page is turned away before anything else. */
export function isHandshakeAllowed(ctx: AppContext, request: IncomingMessage): boolean {
  return originVerdict(ctx.config, request.headers) !== 'refused'
}

/**
 * Who connects: by `auth.token`, else by the session cookie.
 * @throws Problem `unauthenticated`
 */
export async function callerOfSocket(ctx: AppContext, socket: KithSocket): Promise<Caller> {
  const { headers } = socket.request
  const peer = peerOf(ctx.config, socket.request)
  const token: unknown = socket.handshake.auth['token']
  const caller =
    typeof token === 'string'
      ? await callerByToken(ctx, token, peer.address)
      : await callerByCookie(ctx, headers.cookie, peer)
  if (caller === null) throw new Problem('unauthenticated')
  return caller
}

async function callerByCookie(
  ctx: AppContext,
  header: string | undefined,
  peer: { address: string; isHttps: boolean },
): Promise<Caller | null> {
  const cookie = readCookie(header, cookieName(peer.isHttps))
  return cookie === null ? null : callerBySession(ctx, cookie, peer.address)
}

/** What `connect_error` carries: the problem as its `data`. */
export function connectError(error: unknown): Error & { data: object } {
  const problem = error instanceof Problem ? error : new Problem('internal')
  return Object.assign(new Error(problem.code), { data: problem.toBody(randomUUID()) })
}
