import type { PostDraft } from '@kith/protocol/posts.ts'
import { begunOf } from './begun.ts'
import type { Begun } from './begun.ts'

/** Something that was begun and left, on this device or another one. */
export interface Left {
  begun: Begun
  changedAt: number
}

/** Of a draft that is here and on the server the later one; with pictures that are here alone, the one here. */
export function mergedDrafts(here: readonly Left[], drafts: readonly PostDraft[] | null): Left[] {
  const there = (drafts ?? []).map((draft): Left => ({
    begun: begunOf(draft),
    changedAt: Date.parse(draft.changedAt),
  }))
  const isOnlyHere = ({ begun }: Left): boolean => begun.slides.some(({ attachment }) => attachment === null)
  const own = here.filter((left) => {
    const told = there.find(({ begun }) => begun.draftId === left.begun.draftId)
    if (told !== undefined) return isOnlyHere(left) || left.changedAt >= told.changedAt
    // What the server had and has no more was posted or thrown away on another device.
    return drafts === null || !left.begun.isOnServer || isOnlyHere(left)
  })
  const isOwn = new Set(own.map(({ begun }) => begun.draftId))
  return [...own, ...there.filter(({ begun }) => !isOwn.has(begun.draftId))]
}
