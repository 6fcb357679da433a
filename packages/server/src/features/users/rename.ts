import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { noteAudit, refuseTooOften } from '../audit/audit.ts'
import { holdName, keepFormerName, isNameTaken, lockUser } from './user-rows.ts'

/** A few a month, so that nobody goes through all the good ones. */
const RENAMING = { max: 3, perMs: 30 * 24 * 60 * 60 * 1000 }

/**
 * What a new username changes. The old one stays its owner's: links to it lead to them, and nobody else may take it.
 * @throws Problem `username-taken`, `rate-limited`
 */
export async function rename(
  ctx: AppContext,
  tx: Tx,
  now: number,
  caller: Caller,
  username: string | undefined,
): Promise<Partial<UsersTable>> {
  if (username === undefined) return {}
  const user = await lockUser(tx, caller.userId)
  if (user === undefined) throw new Problem('unauthenticated')
  if (user.username === username) return {}
  const key = username.toLowerCase()
  const kind = key === user.username_key ? 'username-respelled' : 'username-changed'
  if (kind === 'username-changed') {
    await refuseTooOften(ctx, tx, caller.userId, { kind, ...RENAMING })
    await holdName(ctx.db.dialect, tx, key)
    if (await isNameTaken(tx, key, caller.userId)) throw new Problem('username-taken')
    await keepFormerName(tx, { username_key: user.username_key, user_id: user.id, since: now }, key)
  }
  await noteAudit(tx, now, {
    kind,
    userId: caller.userId,
    actorId: caller.userId,
    address: caller.address,
    details: { from: user.username, to: username },
  })
  return { username, username_key: key }
}
