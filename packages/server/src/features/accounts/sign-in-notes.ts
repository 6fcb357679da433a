import { deviceOf } from '@kith/protocol/device-name.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { countAudit, noteAudit } from '../audit/audit.ts'
import { isNewDevice } from '../security/security.ts'
import { newDeviceLetter } from './letters.ts'
import { noticeByMail } from './notices.ts'

const REFUSED_PER_DAY_MAX = 50
const DAY_MS = 24 * 60 * 60 * 1000

interface From {
  address: string
  userAgent: string
}

/**
 * Writes down that somebody signed in, and tells them when it was from where they never did. Call `ctx.jobs.wake()` after
 * the commit.
 */
export async function noteSignIn(
  ctx: AppContext,
  tx: Tx,
  user: UsersTable,
  from: From & { sessionId: string },
  by: 'password' | 'passkey',
): Promise<void> {
  const now = ctx.now()
  const { address, userAgent, sessionId } = from
  const isNew = await isNewDevice(tx, user.id, { address, userAgent }, now)
  const kind = isNew ? 'signed-in-new-device' : 'signed-in'
  await noteAudit(tx, now, { kind, userId: user.id, actorId: user.id, address, userAgent, details: { by } })
  if (!isNew) return
  await noticeByMail(ctx, tx, user.email, (place) => newDeviceLetter(place, from, now))
  const { browser, system } = deviceOf(userAgent)
  const detail = [browser, system].filter((name) => name !== null).join(' · ')
  const target = { id: sessionId, ...(detail === '' ? {} : { detail }) }
  await enqueue(tx, 'notify', { userId: user.id, kind: 'new-device', actorId: null, target }, { now })
}

/** The device on which an account was made is the first that is known. */
export async function noteNewcomer(tx: Tx, userId: string, from: From, now: number): Promise<void> {
  await isNewDevice(tx, userId, from, now)
  await noteAudit(tx, now, { kind: 'account-made', userId, actorId: userId, ...from })
}

interface Refused extends From {
  userId: string
  at: number
}

const waiting = new WeakMap<AppContext, Refused[]>()

/**
 * Writes down a wrong password for a name that exists: later, and with those of others, since whoever tries must not
 * be able to tell from the time that the name exists. A day's rows for one account are bounded.
 */
export function noteRefused(ctx: AppContext, userId: string, { address, userAgent }: From): void {
  const refused = waiting.get(ctx) ?? []
  waiting.set(ctx, refused)
  refused.push({ userId, address, userAgent, at: ctx.now() })
  ctx.background.soon('noting refused sign-ins', async () => {
    waiting.delete(ctx)
    for (const one of refused) await ctx.db.write((tx) => writeRefused(tx, one))
  })
}

async function writeRefused(tx: Tx, { userId, at, ...from }: Refused): Promise<void> {
  const count = await countAudit(tx, userId, 'sign-in-refused', at - DAY_MS)
  if (count >= REFUSED_PER_DAY_MAX) return
  await noteAudit(tx, at, { kind: 'sign-in-refused', userId, actorId: null, ...from })
}
