import { randomUUIDv7 } from 'node:crypto'
import type { Session } from '@kith/protocol/auth.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { Visit } from '../../http/route.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { noteAudit } from '../audit/audit.ts'
import { sweepSecurity } from '../security/security.ts'
import { hashOf, newSessionToken } from './credentials.ts'
import { endEverything } from './end-everything.ts'
import { deleteOldLinks } from './link-rows.ts'
import { deleteExpired, deleteOtherSessions, deleteSession, insertSession, sessionsOf } from './session-rows.ts'

const day = 24 * 60 * 60 * 1000
/** A session that nobody uses ends. */
export const IDLE_MS = 30 * day
/** Even a used one ends, so that a forgotten copy does too. */
export const ABSOLUTE_MS = 90 * day

export interface NewSession {
  id: string
  token: string
  expiresAt: number
}

export async function startSession(
  tx: Tx,
  who: { userId: string; userAgent: string; address: string },
  now: number,
): Promise<NewSession> {
  const id = randomUUIDv7()
  const token = newSessionToken()
  const expiresAt = now + IDLE_MS
  await insertSession(tx, {
    id,
    token_hash: hashOf(token),
    user_id: who.userId,
    user_agent: who.userAgent,
    address: who.address,
    created_at: now,
    last_used_at: now,
    expires_at: expiresAt,
    authenticated_at: now,
  })
  return { id, token, expiresAt }
}

/**
 * Ends the session with which somebody signs in anew: one that was planted before must not survive it.
 * Call what it returns after the commit.
 */
export async function endReplaced(ctx: AppContext, tx: Tx, caller: Caller | null): Promise<() => void> {
  const sessionId = caller?.sessionId ?? null
  if (caller === null || sessionId === null) return () => undefined
  await deleteSession(tx, caller.userId, sessionId)
  return () => ctx.live.endSession(sessionId)
}

/** Sessions and tokens past their time have no rights already; this takes their rows away. */
export async function sweepExpired(ctx: AppContext): Promise<void> {
  const now = ctx.now()
  await ctx.db.write(async (tx) => {
    await deleteExpired(tx, now)
    await deleteOldLinks(tx, now)
    await sweepSecurity(tx, now)
  })
}

export async function listSessions(ctx: AppContext, caller: Caller): Promise<Session[]> {
  const rows = await sessionsOf(ctx.db.read, caller.userId, ctx.now())
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === caller.sessionId,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: toTimestamp(row.last_used_at),
    expiresAt: toTimestamp(row.expires_at),
  }))
}

/** @throws Problem `not-found` when the caller has no such session */
export async function endSession(ctx: AppContext, caller: Caller, sessionId: string): Promise<void> {
  const { userId, address } = caller
  await ctx.db.write(async (tx) => {
    if (!(await deleteSession(tx, userId, sessionId))) throw new Problem('not-found')
    await noteAudit(tx, ctx.now(), { kind: 'session-ended', userId, actorId: userId, address })
  })
  ctx.live.endSession(sessionId)
}

export async function endOtherSessions(ctx: AppContext, caller: Caller): Promise<void> {
  const { userId, address, sessionId } = caller
  const ended = await ctx.db.write(async (tx) => {
    await noteAudit(tx, ctx.now(), { kind: 'session-ended', userId, actorId: userId, address })
    return deleteOtherSessions(tx, userId, sessionId)
  })
  for (const id of ended) ctx.live.endSession(id)
}

/** Ends every session and token of the caller, this one too. */
export async function signOutEverywhere(ctx: AppContext, caller: Caller, visit: Visit): Promise<void> {
  const { userId } = caller
  const tell = await ctx.db.write(async (tx) => {
    await noteAudit(tx, ctx.now(), { kind: 'signed-out-everywhere', userId, actorId: userId, ...visit })
    return endEverything(ctx, tx, userId, { keptSessionId: null, keepsTokens: false })
  })
  tell()
}
