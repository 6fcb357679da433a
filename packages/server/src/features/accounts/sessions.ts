import { randomUUIDv7 } from 'node:crypto'
import type { Session } from '@kith/protocol/auth.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { hashOf, newSessionToken } from './credentials.ts'
import { deleteExpired, deleteOtherSessions, deleteSession, insertSession, sessionsOf } from './session-rows.ts'

const day = 24 * 60 * 60 * 1000
/** A session that nobody uses ends. */
export const IDLE_MS = 30 * day
/** Even a used one ends, so that a forgotten copy does too. */
export const ABSOLUTE_MS = 90 * day

export interface NewSession {
  token: string
  expiresAt: number
}

export async function startSession(
  tx: Tx,
  who: { userId: string; userAgent: string; address: string },
  now: number,
): Promise<NewSession> {
  const token = newSessionToken()
  const expiresAt = now + IDLE_MS
  await insertSession(tx, {
    id: randomUUIDv7(),
    token_hash: hashOf(token),
    user_id: who.userId,
    user_agent: who.userAgent,
    address: who.address,
    created_at: now,
    last_used_at: now,
    expires_at: expiresAt,
  })
  return { token, expiresAt }
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
  await ctx.db.write((tx) => deleteExpired(tx, ctx.now()))
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
  const isEnded = await ctx.db.write((tx) => deleteSession(tx, caller.userId, sessionId))
  if (!isEnded) throw new Problem('not-found')
  ctx.live.endSession(sessionId)
}

export async function endOtherSessions(ctx: AppContext, caller: Caller): Promise<void> {
  const ended = await ctx.db.write((tx) => deleteOtherSessions(tx, caller.userId, caller.sessionId))
  for (const id of ended) ctx.live.endSession(id)
}
