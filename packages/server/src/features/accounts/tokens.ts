import { randomUUIDv7 } from 'node:crypto'
import type { ApiToken, TokenScope } from '@kith/protocol/auth.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { ApiTokensTable } from '../../database/schema-access.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { noteAudit } from '../audit/audit.ts'
import { hashOf, newApiToken } from './credentials.ts'
import { refuseUnlessStillIn } from './end-everything.ts'
import { countTokens, deleteToken, insertToken, tokensOf } from './session-rows.ts'

const TOKENS_MAX = 50

/** @throws Problem `forbidden` when the caller has as many as one may have */
export async function createToken(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'POST /api/auth/tokens'>,
): Promise<ApiToken & { token: string }> {
  const now = ctx.now()
  const expiresAt = input.expiresAt === undefined || input.expiresAt === null ? null : Date.parse(input.expiresAt)
  if (expiresAt !== null && expiresAt <= now) {
    throw new Problem('validation-failed', { errors: [{ path: 'expiresAt', code: 'past', message: 'is in the past' }] })
  }
  const token = newApiToken()
  const row: ApiTokensTable = {
    id: randomUUIDv7(),
    token_hash: hashOf(token),
    user_id: caller.userId,
    name: input.name,
    scopes: [...new Set(input.scopes)].toSorted().join(' '),
    created_at: now,
    last_used_at: null,
    expires_at: expiresAt,
  }
  await ctx.db.write(async (tx) => {
    await refuseUnlessStillIn(tx, caller)
    if ((await countTokens(tx, caller.userId)) >= TOKENS_MAX) {
      throw new Problem('forbidden', { detail: `There are ${TOKENS_MAX} tokens already. Revoke one first.` })
    }
    await insertToken(tx, row)
    const { userId, address } = caller
    await noteAudit(tx, now, { kind: 'token-made', userId, actorId: userId, address, details: { name: row.name } })
  })
  return { ...asToken(row), token }
}

export async function listTokens(ctx: AppContext, caller: Caller): Promise<ApiToken[]> {
  return (await tokensOf(ctx.db.read, caller.userId)).map(asToken)
}

/** @throws Problem `not-found` when the caller has no such token */
export async function revokeToken(ctx: AppContext, caller: Caller, tokenId: string): Promise<void> {
  const { userId, address } = caller
  await ctx.db.write(async (tx) => {
    if (!(await deleteToken(tx, userId, tokenId))) throw new Problem('not-found')
    await noteAudit(tx, ctx.now(), { kind: 'token-revoked', userId, actorId: userId, address })
  })
  ctx.live.endToken(tokenId)
}

function asToken(row: ApiTokensTable): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes.split(' ').filter((scope): scope is TokenScope => scope === 'read' || scope === 'write'),
    createdAt: toTimestamp(row.created_at),
    lastUsedAt: toTimestampOrNull(row.last_used_at),
    expiresAt: toTimestampOrNull(row.expires_at),
  }
}
