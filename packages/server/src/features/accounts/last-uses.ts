import type { AppContext } from '../../context.ts'
import { touchSession, touchToken } from './session-rows.ts'

/** More in one transaction would hold the event loop. */
const AT_ONCE = 500

type Use = { kind: 'session'; id: string; at: number; expiresAt: number } | { kind: 'token'; id: string; at: number }

const noted = new WeakMap<AppContext, Map<string, Use>>()

/**
 * Notes that a session or a token was used, to be written within a second with those of everybody else: a thousand who
 * come back at once must not cost a thousand transactions.
 */
export function noteUse(ctx: AppContext, use: Use): void {
  const uses = noted.get(ctx) ?? new Map<string, Use>()
  noted.set(ctx, uses.set(use.id, use))
  ctx.background.soon('noting the last uses', async () => {
    noted.delete(ctx)
    const all = [...uses.values()]
    for (let from = 0; from < all.length; from += AT_ONCE) await write(ctx, all.slice(from, from + AT_ONCE))
  })
}

function write(ctx: AppContext, uses: readonly Use[]): Promise<void> {
  return ctx.db.write(async (tx) => {
    for (const use of uses) {
      if (use.kind === 'session') await touchSession(tx, use.id, use.at, use.expiresAt)
      else await touchToken(tx, use.id, use.at)
    }
  })
}
