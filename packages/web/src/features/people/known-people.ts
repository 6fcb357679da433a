import type { Relation } from '@kith/protocol/users.ts'
import { usePending } from '../../live/later.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { folded } from '../../words/folded.ts'
import { standingAfter } from './use-standing.ts'

/** Everyone to whom one stands in some way and whose name or username has a word that begins with `q`. */
export function useKnownPeople(q: string): readonly Relation[] {
  const relations = useKith((state) => state.relations)
  const endings = usePending()
  const wanted = folded(q)
  return [...relations.values()]
    .filter(({ user }) => user.username !== '' && isCalled(user, wanted))
    .map((relation) => standingAfter(relation, relation.user.id, endings))
}

function isCalled({ displayName, username }: Relation['user'], wanted: string): boolean {
  const name = folded(displayName)
  return name.startsWith(wanted) || name.includes(` ${wanted}`) || folded(username).startsWith(wanted)
}

export const byName = (a: Relation, b: Relation): number =>
  personName(a.user).localeCompare(personName(b.user)) || a.user.id.localeCompare(b.user.id)

export const newestFirst = (a: Relation, b: Relation): number => b.changedAt.localeCompare(a.changedAt)
