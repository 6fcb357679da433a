import type { Relation } from '@kith/protocol/users.ts'
import type { KithState } from '@kith/sdk/state.ts'
import { useKith } from './use-kith.ts'

let known: KithState['relations'] | null = null
let waiting: readonly Relation[] = []

/** Those who ask to be a friend, or to follow, and wait for an answer; newest first. */
export function requestsReceived(state: KithState): readonly Relation[] {
  if (state.relations !== known) {
    known = state.relations
    waiting = [...known.values()]
      .filter(({ friendship, followedBy }) => friendship === 'received' || followedBy === 'requested')
      .toSorted((a, b) => b.changedAt.localeCompare(a.changedAt))
  }
  return waiting
}

/** How one stands to somebody; undefined where there is nothing between the two. */
export function useRelation(userId: string | undefined): Relation | undefined {
  return useKith((state) => (userId === undefined ? undefined : state.relations.get(userId)))
}

/** Whether one has blocked them. */
export function useIsBlocked(userId: string): boolean {
  return useKith((state) => state.relations.get(userId)?.isBlocked === true)
}
