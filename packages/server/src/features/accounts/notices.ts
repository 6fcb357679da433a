import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { mayMail } from '../../mail.ts'
import { placeNow } from '../place/place.ts'
import type { Letter } from './letters.ts'

/** Tells somebody by mail what was done, where letters are sent; call `ctx.jobs.wake()` after the commit. */
export async function noticeByMail(
  ctx: AppContext,
  tx: Tx,
  to: string,
  write: (place: string) => Letter,
): Promise<void> {
  if (!mayMail(ctx.config)) return
  const { name } = await placeNow(ctx.config, tx)
  await enqueue(tx, 'mail', { to, ...write(name) }, { now: ctx.now() })
}
