import type { Circle } from '@kith/protocol/circles.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { mayAdminister, placeOf } from '../place/place.ts'
import { circlePage } from './circle-rows.ts'
import { asCircle } from './circle-view.ts'

export { leaveAllCircles } from './change-circle.ts'

/** The circles of the place, by handle, and whether the caller may make and change them. */
export async function listCircles(
  ctx: AppContext,
  caller: Caller,
  { q, userId, limit }: CallParsed<'GET /api/circles'>,
): Promise<{ items: Circle[]; mayMake: boolean }> {
  const asked = { viewerId: caller.userId, prefix: q.toLowerCase().trim(), userId: userId ?? null, limit }
  const items = (await circlePage(ctx.db.read, asked)).map(asCircle)
  const mayMake = mayAdminister(caller, 'make-circles-always') || (await placeOf(ctx)).membersMakeCircles
  return { items, mayMake }
}
