import { randomUUIDv7 } from 'node:crypto'
import type { CircleWithMembers } from '@kith/protocol/circles.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import type { CirclesTable } from '../../database/schema-circles.ts'
import { Problem } from '../../problem.ts'
import { noteAudit } from '../audit/audit.ts'
import { mayAdminister, placeNow } from '../place/place.ts'
import { holdName, isNameTaken } from '../users/users.ts'
import {
  activeAmong,
  addPeople,
  circlesOf,
  countCircles,
  deleteCircle,
  insertCircle,
  lockCircle,
  recountPeople,
  takePeopleOut,
  updateCircle,
} from './circle-rows.ts'
import { circleFor } from './circle-view.ts'

/** @throws Problem `forbidden` */
async function refuseUnlessMaking(ctx: AppContext, tx: Tx, caller: Caller): Promise<void> {
  if (mayAdminister(caller, 'make-circles-always')) return
  if (!(await placeNow(ctx.config, tx)).membersMakeCircles) throw new Problem('forbidden')
}

/** @throws Problem `forbidden`, `username-taken`, `not-found` (somebody who is to be in it), `validation-failed` */
export async function makeCircle(
  ctx: AppContext,
  caller: Caller,
  { handle, title, description, userIds }: CallParsed<'POST /api/circles'>,
): Promise<CircleWithMembers> {
  const now = ctx.now()
  return withoutRace(
    ctx.db.write(async (tx) => {
      await refuseUnlessMaking(ctx, tx, caller)
      if ((await countCircles(tx)) >= limits.circlesMax) throw tooMany('handle', limits.circlesMax)
      const key = handle.toLowerCase()
      await holdName(ctx.db.dialect, tx, key)
      if (await isNameTaken(tx, key, null)) throw new Problem('username-taken')
      const row = { id: randomUUIDv7(), handle, handle_key: key, title, description, member_count: 0, created_at: now }
      await insertCircle(tx, row)
      await noteCircle(tx, caller, now, 'circle-made', row)
      await changePeople(tx, caller, now, row, { addIds: userIds, removeIds: [] })
      return circleFor(tx, caller.userId, row.id)
    }),
  )
}

/** @throws Problem `not-found`, `forbidden`, `username-taken`, `validation-failed` */
export async function changeCircle(
  ctx: AppContext,
  caller: Caller,
  { circleId, handle, title, description, addIds, removeIds }: CallParsed<'PATCH /api/circles/:circleId'>,
): Promise<CircleWithMembers> {
  const now = ctx.now()
  const { changed, isRenamed } = await withoutRace(
    ctx.db.write(async (tx) => {
      const circle = await lockCircle(tx, circleId)
      if (circle === undefined) throw new Problem('not-found')
      await refuseUnlessMaking(ctx, tx, caller)
      const key = handle?.toLowerCase() ?? circle.handle_key
      if (key !== circle.handle_key) {
        await holdName(ctx.db.dialect, tx, key)
        if (await isNameTaken(tx, key, null)) throw new Problem('username-taken')
      }
      await updateCircle(tx, circleId, {
        ...(handle === undefined ? {} : { handle, handle_key: key }),
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
      })
      const after = { ...circle, handle: handle ?? circle.handle }
      if (after.handle !== circle.handle) await noteCircle(tx, caller, now, 'circle-renamed', after)
      await changePeople(tx, caller, now, after, { addIds: addIds ?? [], removeIds: removeIds ?? [] })
      const changed = await circleFor(tx, caller.userId, circleId)
      return { changed, isRenamed: changed.handle !== circle.handle || changed.title !== circle.title }
    }),
  )
  if (isRenamed) {
    const name = { handle: changed.handle, title: changed.title }
    ctx.live.toEveryone('circle_changed', { circleId, name })
  }
  return changed
}

/** @throws Problem `not-found`, `forbidden` */
export async function removeCircle(ctx: AppContext, caller: Caller, circleId: string): Promise<void> {
  await ctx.db.write(async (tx) => {
    const circle = await lockCircle(tx, circleId)
    if (circle === undefined) throw new Problem('not-found')
    await refuseUnlessMaking(ctx, tx, caller)
    await deleteCircle(tx, circleId)
    await noteCircle(tx, caller, ctx.now(), 'circle-deleted', circle)
  })
  ctx.live.toEveryone('circle_changed', { circleId, name: null })
}

/** @throws Problem `not-found` where it is none, or the caller is not in it */
export async function leaveCircle(ctx: AppContext, caller: Caller, circleId: string): Promise<void> {
  await ctx.db.write(async (tx) => {
    const circle = await lockCircle(tx, circleId)
    const gone = circle === undefined ? [] : await takePeopleOut(tx, circleId, [caller.userId])
    if (circle === undefined || gone.length === 0) throw new Problem('not-found')
    await recountPeople(tx, [circleId])
    await notePerson(tx, caller, ctx.now(), 'circle-left', circle, caller.userId)
  })
}

/** Takes a deleted account out of every circle. */
export async function leaveAllCircles(ctx: AppContext, userId: string): Promise<void> {
  await ctx.db.write(async (tx) => {
    const ids = await circlesOf(tx, userId)
    for (const id of ids) {
      await lockCircle(tx, id)
      await takePeopleOut(tx, id, [userId])
    }
    await recountPeople(tx, ids)
  })
}

async function changePeople(
  tx: Tx,
  caller: Caller,
  now: number,
  circle: CirclesTable,
  { addIds, removeIds }: { addIds: readonly string[]; removeIds: readonly string[] },
): Promise<void> {
  const wanted = [...new Set(addIds)]
  const active = await activeAmong(tx, wanted)
  if (active.size < wanted.length) throw new Problem('not-found')
  for (const userId of await takePeopleOut(tx, circle.id, removeIds)) {
    await notePerson(tx, caller, now, 'circle-removed', circle, userId)
  }
  for (const userId of await addPeople(tx, circle.id, wanted, now)) {
    await notePerson(tx, caller, now, 'circle-joined', circle, userId)
  }
  await recountPeople(tx, [circle.id])
  const { memberCount } = await circleFor(tx, caller.userId, circle.id)
  if (memberCount > limits.circleMembersMax) throw tooMany('addIds', limits.circleMembersMax)
}

type CircleOf = Pick<CirclesTable, 'handle'>

async function noteCircle(
  tx: Tx,
  { userId: actorId, address }: Caller,
  now: number,
  kind: 'circle-made' | 'circle-renamed' | 'circle-deleted',
  { handle }: CircleOf,
): Promise<void> {
  await noteAudit(tx, now, { kind, userId: null, actorId, address, details: { handle } })
}

async function notePerson(
  tx: Tx,
  { userId: actorId, address }: Caller,
  now: number,
  kind: 'circle-joined' | 'circle-left' | 'circle-removed',
  { handle }: CircleOf,
  userId: string,
): Promise<void> {
  await noteAudit(tx, now, { kind, userId, actorId, address, details: { handle } })
}

function tooMany(path: string, max: number): Problem {
  return new Problem('validation-failed', { errors: [{ path, code: 'too_big', message: `has more than ${max}` }] })
}

/** Two took the name at the same moment. */
async function withoutRace<T>(made: Promise<T>): Promise<T> {
  return made.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new Problem('username-taken') : error
  })
}
