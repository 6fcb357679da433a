import type { SecurityOverview } from '@kith/protocol/security.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { mayMail } from '../../mail.ts'
import { countRecoveryCodes, pendingEmailOf, totpOf } from './factor-rows.ts'
import { listPasskeys } from './passkeys.ts'

/** How the caller's account is secured. */
export async function securityOverview(ctx: AppContext, caller: Caller): Promise<SecurityOverview> {
  const { read } = ctx.db
  return {
    hasTotp: ((await totpOf(read, caller.userId))?.confirmed_at ?? null) !== null,
    recoveryCodesLeft: await countRecoveryCodes(read, caller.userId),
    passkeys: await listPasskeys(ctx, caller),
    pendingEmail: await pendingEmailOf(read, caller.userId, ctx.now()),
    hasMail: mayMail(ctx.config),
  }
}
