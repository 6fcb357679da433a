import type { AppContext } from '../../context.ts'
import { networkOf } from '../../limiter.ts'

/**
 * Counts a try at `account` from an address before it is made: many at once get no more tries than one after another.
 * Kept by account and network together, so that nobody can lock somebody else out.
 * @returns takes the count back: right answers do not count
 * @throws Problem `rate-limited`
 */
export function countAttempt(ctx: AppContext, address: string, account: string): () => void {
  const network = networkOf(address)
  const pair = `${network} ${account}`
  ctx.limiter.check('login-network', network)
  ctx.limiter.take('login-account', pair)
  ctx.limiter.take('login-network', network)
  return () => {
    ctx.limiter.giveBack('login-account', pair)
    ctx.limiter.giveBack('login-network', network)
  }
}
