import type { Relation } from '@kith/protocol/users.ts'
import { usePending } from '../../live/later.ts'
import { useRelation } from '../../live/relations.ts'

export type Standing = Pick<Relation, 'friendship' | 'follow' | 'followedBy' | 'isBlocked' | 'isMuted' | 'note'>

const nothing: Standing = {
  friendship: 'none',
  follow: 'none',
  followedBy: 'none',
  isBlocked: false,
  isMuted: false,
  note: '',
}

/** What may still be taken back: the end of a friendship or of its request, and of following. */
export const endingKeys = {
  friendship: (userId: string): string => `friendship ${userId}`,
  follow: (userId: string): string => `follow ${userId}`,
  followedBy: (userId: string): string => `followed-by ${userId}`,
}

/** How one stands to somebody, as if what may still be taken back had happened. `given`: before it is known live. */
export function useStanding(userId: string, given: Standing | null = null): Standing {
  const standing: Standing = useRelation(userId) ?? given ?? nothing
  const endings = usePending()
  return standingAfter(standing, userId, endings)
}

/** The same of one whose relation is known. */
export function standingAfter<T extends Standing>(standing: T, userId: string, endings: ReadonlySet<string>): T {
  const changed = { ...standing }
  if (endings.has(endingKeys.friendship(userId))) changed.friendship = 'none'
  if (endings.has(endingKeys.follow(userId))) changed.follow = 'none'
  if (endings.has(endingKeys.followedBy(userId))) changed.followedBy = 'none'
  return changed
}
