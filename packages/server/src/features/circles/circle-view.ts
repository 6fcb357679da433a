import type { Circle, CircleWithMembers } from '@kith/protocol/circles.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { Database } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { cardsOf } from '../users/users.ts'
import { circleById, circlesOf, firstPeople } from './circle-rows.ts'
import type { CircleRow } from './circle-rows.ts'

export function asCircle(row: CircleRow): Circle {
  const { id, handle, title, description } = row
  return {
    id,
    handle,
    title,
    description,
    memberCount: Number(row.member_count),
    isMember: Number(row.is_member) === 1,
  }
}

/**
 * A circle with its people.
 * @throws Problem `not-found`
 */
export async function circleFor(db: Database['read'], viewerId: string, circleId: string): Promise<CircleWithMembers> {
  const row = await circleById(db, circleId)
  if (row === undefined) throw new Problem('not-found')
  const isMember = (await circlesOf(db, viewerId)).includes(circleId)
  const ids = await firstPeople(db, circleId, limits.circleMembersMax)
  const cards = await cardsOf(db, ids)
  const members = ids.flatMap((id) => cards.get(id) ?? [])
  return { ...asCircle({ ...row, is_member: isMember ? 1 : 0 }), members }
}
