import type { Relation, UserCard } from '@kith/protocol/users.ts'
import type { Database } from '../../database/database.ts'
import type { RelationsTable } from '../../database/schema.ts'
import { toTimestamp } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'

export function asRelation(row: RelationsTable, user: UserCard): Relation {
  return {
    user,
    friendship: row.friendship,
    note: row.note,
    follow: row.follow,
    followedBy: row.followed_by,
    isBlocked: row.is_blocked === 1,
    isMuted: row.is_muted === 1,
    changedAt: toTimestamp(row.changed_at),
    personalRev: row.rev,
  }
}

/** As above; null where there is nothing that its person may know of. */
export function asRelationOrNull(row: RelationsTable | undefined, user: UserCard): Relation | null {
  return row === undefined || row.rev === 0 ? null : asRelation(row, user)
}

/** In the order of `rows`. */
export async function asRelations(db: Database['read'], rows: readonly RelationsTable[]): Promise<Relation[]> {
  const cards = await cardsOf(
    db,
    rows.map((row) => row.other_id),
  )
  return rows.flatMap((row) => {
    const user = cards.get(row.other_id)
    return user === undefined ? [] : [asRelation(row, user)]
  })
}
