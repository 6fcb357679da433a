import { randomBytes } from 'node:crypto'
import { limits } from '@kith/protocol/limits.ts'
import type { OwnUser } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { MadePicture } from '../../media/picture-work.ts'
import { Problem } from '../../problem.ts'
import { avatarBy, insertAvatar } from './avatar-rows.ts'
import { dropPictures } from './drop-pictures.ts'
import { changeOwn } from './own-profile.ts'
import { asOwnUser } from './user-view.ts'

const KEY_BYTES = 16
const YEAR_S = 365 * 24 * 60 * 60

/**
 * Takes the picture at `path` as the caller's, in place of the one before.
 * @throws Problem `unsupported-media-type`, `validation-failed` (broken or too big), `busy`
 */
export async function setPicture(ctx: AppContext, caller: Caller, path: string): Promise<OwnUser> {
  ctx.limiter.take('picture', caller.userId)
  const key = randomBytes(KEY_BYTES).toString('base64url')
  const shape = { kind: 'square', sizes: limits.avatarSizes } as const
  const rows = await ctx.media.pictures.make(path, shape, (made) => Promise.all(made.map((one) => kept(one))))
  return replacePicture(ctx, caller, { avatar: key }, async (tx) => {
    for (const { sha256 } of rows) await ctx.media.use(tx, sha256)
    await insertAvatar(tx, rows)
  })

  async function kept(one: MadePicture) {
    const { sha256 } = await ctx.media.keep(one.path)
    return { key, size: one.width, user_id: caller.userId, sha256 }
  }
}

/** A face of the gallery, or null for initials, in place of whatever there was. */
export async function setFace(ctx: AppContext, caller: Caller, face: string | null): Promise<OwnUser> {
  return replacePicture(ctx, caller, { avatar: null, face }, async () => undefined)
}

async function replacePicture(
  ctx: AppContext,
  caller: Caller,
  change: { avatar: string | null; face?: string | null },
  put: (tx: Tx) => Promise<void>,
): Promise<OwnUser> {
  let freed: string[] = []
  const row = await changeOwn(ctx, caller, async (tx) => {
    freed = await dropPictures(ctx, tx, caller.userId)
    await put(tx)
    return change
  })
  await ctx.media.removeUnused(freed)
  return asOwnUser(row, ctx.now())
}

/** @throws Problem `not-found`, `gone` when the disk lost it */
export async function picture(ctx: AppContext, key: string, size: number) {
  const row = await avatarBy(ctx.db.read, key, size)
  const sizeBytes = row === undefined ? null : await ctx.media.sizeOf(row.sha256)
  if (row === undefined || sizeBytes === null) throw new Problem('not-found')
  const { sha256 } = row
  return {
    sizeBytes,
    mediaType: 'image/webp',
    etag: sha256.slice(0, 32),
    keepSeconds: YEAR_S,
    open: (range: { start: number; end: number }) => ctx.media.open({ sha256, sizeBytes }, range),
  }
}
