import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Privacy } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { UsersTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { changeOwn, privacyOf } from '../users/users.ts'

/** Says who may do or see what of the caller. Whoever waits to follow an account that is open again is let in. */
export async function changePrivacy(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'PATCH /api/me/privacy'>,
): Promise<Privacy> {
  const row = await changeOwn(ctx, caller, async (tx) => {
    if (input.isPrivate === false) {
      await enqueue(tx, 'admit-followers', { userId: caller.userId }, { now: ctx.now() })
    }
    return columnsOf(input)
  })
  if (input.isPrivate === false) ctx.jobs.wake()
  if (input.isPrivate === true) ctx.live.postSightChanged([caller.userId])
  if (input.maySeePresence !== undefined) ctx.live.sightChanged([caller.userId])
  return privacyOf(row)
}

function columnsOf(input: CallParsed<'PATCH /api/me/privacy'>): Partial<UsersTable> {
  return {
    ...(input.isPrivate === undefined ? {} : { is_private: input.isPrivate ? 1 : 0 }),
    ...(input.mayMessage === undefined ? {} : { may_message: input.mayMessage }),
    ...(input.mayAdd === undefined ? {} : { may_add: input.mayAdd }),
    ...(input.maySeePresence === undefined ? {} : { may_see_presence: input.maySeePresence }),
    ...(input.maySeeReads === undefined ? {} : { may_see_reads: input.maySeeReads }),
    ...(input.mayFindByEmail === undefined ? {} : { may_find_by_email: input.mayFindByEmail }),
  }
}
