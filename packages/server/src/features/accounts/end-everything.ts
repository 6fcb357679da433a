import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { lockUser } from '../users/users.ts'
import { Problem } from '../../problem.ts'
import type { Caller } from '../../caller.ts'
import { hasSession, deleteOtherSessions, deleteTokensOf } from './session-rows.ts'

/**
 * Ends the sessions of `userId` but `keptSessionId`, and their tokens unless they are kept.
 * Call what it returns after the commit: it closes the sockets.
 */
export async function endEverything(
  ctx: AppContext,
  tx: Tx,
  userId: string,
  { keptSessionId, keepsTokens }: { keptSessionId: string | null; keepsTokens: boolean },
): Promise<() => void> {
  // What is being let in or made at this moment is there already, or finds out: it holds the same row.
  await lockUser(tx, userId)
  const sessions = await deleteOtherSessions(tx, userId, keptSessionId)
  const tokens = keepsTokens ? [] : await deleteTokensOf(tx, userId)
  return () => {
    for (const id of sessions) ctx.live.endSession(id)
    for (const id of tokens) ctx.live.endToken(id)
  }
}

/**
 * Refuses what would outlast a session that ended since its call was let in, such as a token. The person's row stays
 * locked, so that whatever ends their sessions comes before or after.
 * @throws Problem `unauthenticated`
 */
export async function refuseUnlessStillIn(tx: Tx, { userId, sessionId }: Caller): Promise<void> {
  await lockUser(tx, userId)
  if (sessionId === null || !(await hasSession(tx, userId, sessionId))) throw new Problem('unauthenticated')
}
