import type { AppContext } from '../../context.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import { setOwnChoice, takePersonalRev } from '../membership/membership.ts'
import { conversationsNaming } from './conversation-rows.ts'
import { entriesAmong } from './entries.ts'

/** Tells the devices of `userId` anew how much there is that names them, wherever `authorId` did. */
export async function recountMentions(
  ctx: AppContext,
  { userId, authorId }: JobPayloads['recount-mentions'],
): Promise<void> {
  const ids = await conversationsNaming(ctx.db.read, userId, authorId)
  if (ids.length === 0) return
  await ctx.db.write(async (tx) => {
    const personalRev = await takePersonalRev(tx, userId)
    for (const id of ids) await setOwnChoice(tx, userId, id, { personal_rev: personalRev })
  })
  for (const entry of await entriesAmong(ctx.db.read, userId, ids)) ctx.live.toUser(userId, 'conversation', entry)
}
