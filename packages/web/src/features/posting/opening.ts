import type { Attachment } from '@kith/protocol/uploads.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack } from '../../live/later.ts'
import { stopUpload } from '../../live/upload-queue.ts'
import { begunNow, newBegun, setBegun } from './begun.ts'
import type { Begun } from './begun.ts'
import { keptHere } from './kept.ts'
import { knownOnServer, stopKeeping, tellServer } from './keeping.ts'
import { mergedDrafts } from './merged-drafts.ts'
import type { Left } from './merged-drafts.ts'
import { uploadedSlide } from './slide.ts'
import { upload } from './slides.ts'

/** All that was begun and left, newest first; without a connection what is kept here. */
export async function allLeft(): Promise<Left[]> {
  const here = await keptHere()
  const drafts = await client.api.call('GET /api/post-drafts', {}).then(
    ({ items }) => items,
    () => null,
  )
  return mergedDrafts(here, drafts).toSorted((a, b) => b.changedAt - a.changedAt)
}

/**
 * Goes on with what was begun last, or begins anew; `pictures` of one’s own begin a new post. Resolves to whether
 * something was there.
 */
export async function beginPosting(pictures: readonly Attachment[]): Promise<boolean> {
  const present = begunNow()
  if (present !== null && (pictures.length === 0 || present.phase !== 'writing')) return false
  if (pictures.length > 0) {
    await leaveBegun()
    setBegun({ ...newBegun(), slides: pictures.map((picture) => uploadedSlide(picture)) })
    return false
  }
  const [newest] = await allLeft()
  if (begunNow() !== null) return false
  if (newest === undefined) {
    setBegun(newBegun())
    return false
  }
  goOnWith(newest.begun)
  return true
}

/** Goes on with something that was left. */
export function goOnWith(begun: Begun): void {
  if (begun.isOnServer) knownOnServer(begun)
  setBegun(begun)
  for (const slide of begun.slides) upload(slide)
}

/** Leaves what is begun among the drafts. */
export async function leaveBegun(): Promise<void> {
  await tellServer()
  for (const { key } of begunNow()?.slides ?? []) stopUpload(key)
}

export const draftKey = (draftId: string): string => `post draft ${draftId}`

/** Throws a draft away, unless it is taken back within a few seconds. */
export function throwAway(begun: Begun, onFailed: (error: unknown) => void): void {
  const { draftId, isOnServer } = begun
  doLater(draftKey(draftId), async () => {
    await stopKeeping(begun)
    if (!isOnServer) return
    await client.api.call('DELETE /api/post-drafts/:draftId', { draftId }).catch(onFailed)
  })
}

export const takeDraftBack = (draftId: string): void => takeBack(draftKey(draftId))
