import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { drop } from './attach.ts'
import { isAttached, lockUpload, looseIds, setLoose, uploadsAfter } from './upload-rows.ts'

/** What was brought and attached to nothing stays for so long. */
const LOOSE_MS = 24 * 60 * 60 * 1000
const AT_ONCE = 100

/**
 * Takes back what the caller brought and did not send.
 * @throws Problem `not-found`, also for what a message shows
 */
export async function takeBack(ctx: AppContext, caller: Caller, uploadId: string): Promise<void> {
  const freed = await ctx.db.write(async (tx) => {
    const row = await lockUpload(tx, uploadId)
    const isTheirs = row?.owner_id === caller.userId && row.loose_since !== null && row.loose_since > 0
    if (!isTheirs) throw new Problem('not-found')
    return drop(ctx, tx, uploadId)
  })
  await ctx.media.removeUnused(freed)
}

/** Takes away what was attached to nothing for a day, and what went with its conversation. */
export async function sweepUploads(ctx: AppContext): Promise<void> {
  const before = ctx.now() - LOOSE_MS
  for (;;) {
    const ids = await looseIds(ctx.db.read, before, AT_ONCE)
    for (const id of ids) await ctx.media.removeUnused(await ctx.db.write((tx) => dropLoose(ctx, tx, id, before)))
    if (ids.length < AT_ONCE) return
  }
}

/** Takes away all that `userId` brought and no message shows. */
export async function dropLooseOf(ctx: AppContext, userId: string): Promise<void> {
  for (let after = ''; ;) {
    const rows = await uploadsAfter(ctx.db.read, userId, after, AT_ONCE)
    for (const { id, loose_since: looseSince } of rows) {
      if (looseSince === null) continue
      await ctx.media.removeUnused(await ctx.db.write((tx) => dropLoose(ctx, tx, id, ctx.now())))
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < AT_ONCE) return
    after = last.id
  }
}

async function dropLoose(ctx: AppContext, tx: Tx, id: string, before: number): Promise<string[]> {
  const row = await lockUpload(tx, id)
  if (row === undefined || row.loose_since === null || row.loose_since > before) return []
  if (await isAttached(tx, id)) {
    await setLoose(tx, id, null)
    return []
  }
  return drop(ctx, tx, id)
}
