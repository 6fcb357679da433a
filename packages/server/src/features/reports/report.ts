import { randomUUIDv7 } from 'node:crypto'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { seenMessage } from '../messages/messages.ts'
import { refuseUnlessKnown } from '../relations/relations.ts'
import { putReport } from './report-rows.ts'

type Input = CallParsed<'POST /api/reports'>

/** @throws Problem `not-found` for what the caller cannot see, `rate-limited` */
export async function report(ctx: AppContext, caller: Caller, input: Input): Promise<{ id: string }> {
  ctx.limiter.take('report', caller.userId)
  const id = await ctx.db.write(async (tx) => {
    await refuseUnlessReachable(tx, caller.userId, input)
    return putReport(tx, {
      id: randomUUIDv7(),
      reporter_id: caller.userId,
      target_kind: input.targetKind,
      target_id: input.targetId,
      reason: input.reason,
      note: input.note,
      created_at: ctx.now(),
    })
  })
  return { id }
}

async function refuseUnlessReachable(tx: Tx, callerId: string, { targetKind, targetId }: Input): Promise<void> {
  if (targetKind === 'message') await seenMessage(tx, callerId, targetId)
  else if (targetId === callerId) throw new Problem('not-found')
  else await refuseUnlessKnown(tx, callerId, targetId)
}
