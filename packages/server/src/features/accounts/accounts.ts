import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { cookieName, readCookie } from '../../cookies.ts'
import { Problem } from '../../problem.ts'
import { hashOf } from './credentials.ts'
import { noteUse } from './last-uses.ts'
import { sessionByHash, stillValid, tokenByHash } from './session-rows.ts'
import { ABSOLUTE_MS, IDLE_MS } from './sessions.ts'

export { hashOf } from './credentials.ts'
export { sessionsOf, tokensOf } from './session-rows.ts'
export { factorsResetLetter } from './letters.ts'
export { noticeByMail } from './notices.ts'
export { endEverything } from './end-everything.ts'
export { sendLink } from './links.ts'
export { answerForgotten } from './password.ts'
export { sweepExpired } from './sessions.ts'

/** How long a proof of who one is counts for what is dangerous. */
export const RECENT_MS = 10 * 60_000

/**
 * For what a stolen session must not be enough.
 * @throws Problem `scope-missing` for tokens, `reauthentication-required` when the last proof is too old
 */
export function refuseUnlessRecent(caller: Caller | null, now: number): void {
  if (caller === null || caller.sessionId === null) throw new Problem('scope-missing')
  if (now - caller.authenticatedAt > RECENT_MS) throw new Problem('reauthentication-required')
}

/** What an edge knows of a call before anybody is believed. */
export interface Arrival {
  headers: IncomingHttpHeaders
  address: string
  isHttps: boolean
}

const USED_AGAIN_MS = 60_000

/**
 * Who is calling, by cookie or bearer token; `caller` is null for a visitor or an ended session.
 * @throws Problem `unauthenticated` for an Authorization header that is no valid token
 */
export async function visitorOf(
  ctx: AppContext,
  arrival: Arrival,
): Promise<{ address: string; userAgent: string; caller: Caller | null }> {
  const { headers, address } = arrival
  const visitor = { address, userAgent: (headers['user-agent'] ?? '').slice(0, 300) }
  if (headers.authorization !== undefined) {
    const token = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization)?.[1]
    const caller = token === undefined ? null : await callerByToken(ctx, token, address)
    if (caller === null) throw new Problem('unauthenticated')
    return { ...visitor, caller }
  }
  const cookie = readCookie(headers.cookie, cookieName(arrival.isHttps))
  return { ...visitor, caller: cookie === null ? null : await callerBySession(ctx, cookie, address) }
}

export async function callerBySession(ctx: AppContext, token: string, address: string): Promise<Caller | null> {
  const found = await sessionByHash(ctx.db.read, hashOf(token))
  const now = ctx.now()
  if (found === undefined || found.expires_at <= now) return null
  if (now - found.last_used_at > USED_AGAIN_MS) {
    const expiresAt = Math.min(now + IDLE_MS, found.created_at + ABSOLUTE_MS)
    noteUse(ctx, { kind: 'session', id: found.id, at: now, expiresAt })
  }
  const { user_id: userId, role, id: sessionId, authenticated_at: authenticatedAt } = found
  return { userId, role, sessionId, tokenId: null, scopes: [], authenticatedAt, address }
}

export async function callerByToken(ctx: AppContext, token: string, address: string): Promise<Caller | null> {
  const found = await tokenByHash(ctx.db.read, hashOf(token))
  const now = ctx.now()
  if (found === undefined || (found.expires_at !== null && found.expires_at <= now)) return null
  if (now - (found.last_used_at ?? 0) > USED_AGAIN_MS) {
    noteUse(ctx, { kind: 'token', id: found.id, at: now })
  }
  const scopes = found.scopes.split(' ').filter((scope) => scope === 'read' || scope === 'write')
  const { user_id: userId, role, id: tokenId } = found
  return { userId, role, sessionId: null, tokenId, scopes, authenticatedAt: 0, address }
}

/** Which of these sessions and tokens still hold: the sweep of open sockets asks. */
export async function validCredentials(
  ctx: AppContext,
  sessionIds: string[],
  tokenIds: string[],
): Promise<Set<string>> {
  return stillValid(ctx.db.read, sessionIds, tokenIds, ctx.now())
}

/** Whether the session or the token of `caller` holds still. */
export async function isStillValid(ctx: AppContext, { sessionId, tokenId }: Caller): Promise<boolean> {
  const valid = await validCredentials(ctx, sessionId === null ? [] : [sessionId], tokenId === null ? [] : [tokenId])
  return valid.size > 0
}
