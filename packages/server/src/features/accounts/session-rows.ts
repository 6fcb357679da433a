import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { UsersTable } from '../../database/schema.ts'
import type { ApiTokensTable, SessionsTable } from '../../database/schema-access.ts'

type Reader = Database['read']

export interface SessionFound {
  id: string
  user_id: string
  role: UsersTable['role']
  created_at: number
  last_used_at: number
  expires_at: number
  authenticated_at: number
}

const sessionQuery = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id',
      'users.role',
      'sessions.created_at',
      'sessions.last_used_at',
      'sessions.expires_at',
      'sessions.authenticated_at',
    ])
    .where('users.state', '=', 'active')
    .where('sessions.token_hash', '=', tokenHash),
)

export async function sessionByHash(db: Reader, tokenHash: string): Promise<SessionFound | undefined> {
  return (await sessionQuery(db, { tokenHash }))[0]
}

export interface TokenFound {
  id: string
  user_id: string
  role: UsersTable['role']
  scopes: string
  last_used_at: number | null
  expires_at: number | null
}

const tokenQuery = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .select([
      'api_tokens.id',
      'api_tokens.user_id',
      'users.role',
      'api_tokens.scopes',
      'api_tokens.last_used_at',
      'api_tokens.expires_at',
    ])
    .where('users.state', '=', 'active')
    .where('api_tokens.token_hash', '=', tokenHash),
)

export async function tokenByHash(db: Reader, tokenHash: string): Promise<TokenFound | undefined> {
  return (await tokenQuery(db, { tokenHash }))[0]
}

export async function insertSession(tx: Tx, session: SessionsTable): Promise<void> {
  await tx.insertInto('sessions').values(session).execute()
}

const touchSessionQuery = prepared((db, { id, at, expiresAt }: { id: string; at: number; expiresAt: number }) =>
  db.updateTable('sessions').set({ last_used_at: at, expires_at: expiresAt }).where('id', '=', id),
)

export async function touchSession(tx: Tx, id: string, at: number, expiresAt: number): Promise<void> {
  await touchSessionQuery(tx, { id, at, expiresAt })
}

/** Gives a session another token, for who just proved themselves; undefined when it has ended. */
export async function rotateSession(
  tx: Tx,
  id: string,
  tokenHash: string,
  now: number,
): Promise<SessionsTable | undefined> {
  return tx
    .updateTable('sessions')
    .set({ token_hash: tokenHash, authenticated_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

export async function markAuthenticated(tx: Tx, id: string, now: number): Promise<void> {
  await tx.updateTable('sessions').set({ authenticated_at: now }).where('id', '=', id).execute()
}

const touchTokenQuery = prepared((db, { id, at }: { id: string; at: number }) =>
  db.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id),
)

export async function touchToken(tx: Tx, id: string, at: number): Promise<void> {
  await touchTokenQuery(tx, { id, at })
}

export async function sessionsOf(db: Reader, userId: string, now: number): Promise<SessionsTable[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
}

/** Ends a session of `userId`; false when there is none of that id. */
export async function deleteSession(tx: Tx, userId: string, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('sessions').where('user_id', '=', userId).where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends every session of `userId` but `keptId`; the ids of those ended. */
export async function deleteOtherSessions(tx: Tx, userId: string, keptId: string | null): Promise<string[]> {
  const rows = await tx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .$if(keptId !== null, (query) => query.where('id', '!=', keptId ?? ''))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Revokes every token of `userId`; their ids. */
export async function deleteTokensOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.deleteFrom('api_tokens').where('user_id', '=', userId).returning('id').execute()
  return rows.map(({ id }) => id)
}

/** Those of `ids` that are still valid, of sessions and tokens alike. */
export async function stillValid(
  db: Reader,
  sessionIds: string[],
  tokenIds: string[],
  now: number,
): Promise<Set<string>> {
  const sessions =
    sessionIds.length === 0
      ? []
      : await db
          .selectFrom('sessions')
          .innerJoin('users', 'users.id', 'sessions.user_id')
          .select('sessions.id')
          .where('users.state', '=', 'active')
          .where('sessions.id', 'in', sessionIds)
          .where('expires_at', '>', now)
          .execute()
  const tokens =
    tokenIds.length === 0
      ? []
      : await db
          .selectFrom('api_tokens')
          .innerJoin('users', 'users.id', 'api_tokens.user_id')
          .select('api_tokens.id')
          .where('users.state', '=', 'active')
          .where('api_tokens.id', 'in', tokenIds)
          .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
          .execute()
  return new Set([...sessions, ...tokens].map(({ id }) => id))
}

/** Whether a session of `userId` is still there. */
export async function hasSession(db: Reader, userId: string, id: string): Promise<boolean> {
  const query = db.selectFrom('sessions').select('id').where('user_id', '=', userId).where('id', '=', id)
  return (await query.executeTakeFirst()) !== undefined
}

export async function deleteExpired(tx: Tx, now: number): Promise<void> {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await tx.deleteFrom('api_tokens').where('expires_at', '<=', now).execute()
}

export async function insertToken(tx: Tx, token: ApiTokensTable): Promise<void> {
  await tx.insertInto('api_tokens').values(token).execute()
}

export async function countTokens(tx: Tx, userId: string): Promise<number> {
  const row = await tx
    .selectFrom('api_tokens')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function tokensOf(db: Reader, userId: string): Promise<ApiTokensTable[]> {
  return db
    .selectFrom('api_tokens')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
}

export async function deleteToken(tx: Tx, userId: string, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('api_tokens').where('user_id', '=', userId).where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}
