import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { deleteAvatars } from './avatar-rows.ts'

/** Takes all pictures of `userId` away; what it returns is for `ctx.media.removeUnused` after the commit. */
export async function dropPictures(ctx: AppContext, tx: Tx, userId: string): Promise<string[]> {
  const freed = await deleteAvatars(tx, userId)
  for (const sha256 of freed) await ctx.media.release(tx, sha256)
  return freed
}
