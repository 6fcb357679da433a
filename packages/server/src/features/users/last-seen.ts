import type { AppContext } from '../../context.ts'
import { touchSeen } from './user-rows.ts'

/** More in one transaction would hold the event loop. */
const AT_ONCE = 500

const noted = new WeakMap<AppContext, Map<string, number>>()

/** Notes that the last device of somebody went, to be written within a second with those of everybody else. */
export function noteSeen(ctx: AppContext, userId: string): void {
  const seen = noted.get(ctx) ?? new Map<string, number>()
  noted.set(ctx, seen.set(userId, ctx.now()))
  ctx.background.soon('noting who was last seen when', async () => {
    noted.delete(ctx)
    const all = [...seen]
    for (let from = 0; from < all.length; from += AT_ONCE) {
      await ctx.db.write(async (tx) => {
        for (const [id, at] of all.slice(from, from + AT_ONCE)) await touchSeen(tx, id, at)
      })
    }
  })
}
