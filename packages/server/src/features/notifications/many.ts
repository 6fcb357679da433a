import { setImmediate as turn } from 'node:timers/promises'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { messageById, untoldOfMany } from '../messages/messages.ts'
import { notifyOfMessage } from './jobs.ts'
import { notify } from './notify.ts'

/** People in one transaction: the writes of others wait no longer than for these. */
const AT_ONCE = 50
/** People in one job: one that is broken off begins again where the last one ended. */
const IN_A_JOB = 1_000

/**
 * Tells whom a message names among many, in the order of their ids; before them, and once, whom it names alone or
 * answers. Whoever was told of it is not told again.
 */
export async function notifyMany(ctx: AppContext, { messageId, after }: JobPayloads['notify-many']): Promise<void> {
  if (after === '') await notifyOfMessage(ctx, { messageId })
  let last = after
  for (let told = 0; told < IN_A_JOB; told += AT_ONCE) {
    const batch = await ctx.db.write((tx) => tellSome(ctx, tx, messageId, last))
    for (const tell of batch.tellers) tell()
    if (batch.last === null) return
    last = batch.last
    // Whoever waits for the server in between is served first.
    await turn()
  }
  const next = { messageId, after: last }
  await ctx.db.write((tx) => enqueue(tx, 'notify-many', next, { now: ctx.now() }))
}

/** `last`: null once there is nobody left. */
async function tellSome(
  ctx: AppContext,
  tx: Tx,
  messageId: string,
  after: string,
): Promise<{ tellers: AfterCommit[]; last: string | null }> {
  const row = await messageById(tx, messageId)
  if (row === undefined || row.deleted_at !== null) return { tellers: [], last: null }
  const { conversation_id: conversationId, author_id: actorId, seq } = row
  const people = await untoldOfMany(tx, messageId, after, AT_ONCE)
  const tellers: AfterCommit[] = []
  for (const { user_id: userId, muted_until: mutedUntil } of people) {
    const isMuted = (mutedUntil ?? 0) > ctx.now()
    const target = { conversationId, messageId, seq }
    tellers.push(await notify(ctx, tx, { userId, kind: 'mention', actorId, target, isMuted }))
  }
  return { tellers, last: people.length < AT_ONCE ? null : (people.at(-1)?.user_id ?? null) }
}
