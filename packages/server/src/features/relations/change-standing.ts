import type { Relation } from '@kith/protocol/users.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { RelationsTable, UsersTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { takePersonalRev } from '../membership/membership.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { putRelation, relationRow } from './relation-rows.ts'
import { asRelation } from './relation-view.ts'
import { asCard, lockUser } from '../users/users.ts'
import { newsOf } from './standing-news.ts'
import { isSame, isTold, sidesOf, standingOf } from './standing.ts'
import type { Side, Standing, Step } from './standing.ts'

/** What a rule sees before it decides: what is between the two, and the other as they are. */
export interface Situation {
  now: Standing
  other: UsersTable
}

export interface Changed {
  before: Standing
  after: Standing
  mine: Relation
  tell: AfterCommit
}

/**
 * Takes what is between `myId` and `otherId` one step further, in both rows. What changes nothing takes no rev.
 * @throws Problem `not-found` when there is nobody else of that id, and whatever `decide` throws
 */
export async function changeStanding(
  ctx: AppContext,
  tx: Tx,
  myId: string,
  otherId: string,
  decide: (situation: Situation) => Step,
): Promise<Changed> {
  if (myId === otherId) throw new Problem('not-found')
  const people = new Map<string, UsersTable | undefined>()
  // Both are locked in the order of their ids: two who ask each other at once wait for one another, never in a ring.
  for (const id of [myId, otherId].toSorted()) people.set(id, await lockUser(tx, id))
  const me = people.get(myId)
  const other = people.get(otherId)
  if (me === undefined || other === undefined || other.state === 'deleted') throw new Problem('not-found')
  const known = { mine: await relationRow(tx, myId, otherId), theirs: await relationRow(tx, otherId, myId) }
  const before = standingOf(known.mine, known.theirs)
  const after = decide({ now: before, other })(before)
  const sides = sidesOf(after)
  const now = ctx.now()
  const news = newsOf(before, after)
  for (const kind of news) await enqueue(tx, 'notify', { userId: otherId, kind, actorId: myId }, { now })
  const unheard = hearingChanged(before, after)
  if (unheard.me) await enqueue(tx, 'recount-mentions', { userId: myId, authorId: otherId }, { now })
  if (unheard.them) await enqueue(tx, 'recount-mentions', { userId: otherId, authorId: myId }, { now })
  const mine = await put(tx, [myId, otherId], known.mine, sides.mine, now)
  const theirs = await put(tx, [otherId, myId], known.theirs, sides.theirs, now)
  const told = asRelation(mine.row, asCard(other))
  const toldThem = asRelation(theirs.row, asCard(me))
  const isSightChanged =
    (before.friendship === 'friends') !== (after.friendship === 'friends') ||
    (before.iBlock || before.theyBlock) !== (after.iBlock || after.theyBlock)
  return {
    before,
    after,
    mine: told,
    tell: () => {
      if (news.length > 0 || unheard.me || unheard.them) ctx.jobs.wake()
      if (mine.isTold) ctx.live.toUser(myId, 'relation', told)
      if (theirs.isTold) ctx.live.toUser(otherId, 'relation', toldThem)
      if (isSightChanged) ctx.live.sightChanged([myId, otherId])
      const lost = losing(before, after)
      if (lost.mine) ctx.live.postSightChanged([myId])
      if (lost.theirs) ctx.live.postSightChanged([otherId])
    },
  }
}

/** Whose posts the other of the two may have lost sight of. */
function losing(before: Standing, after: Standing): { mine: boolean; theirs: boolean } {
  const isFriendLost = before.friendship === 'friends' && after.friendship !== 'friends'
  const isBlockNew = !(before.iBlock || before.theyBlock) && (after.iBlock || after.theyBlock)
  const isBoth = isFriendLost || isBlockNew
  return {
    mine: isBoth || (before.theirFollow === 'following' && after.theirFollow !== 'following'),
    theirs: isBoth || (before.myFollow === 'following' && after.myFollow !== 'following'),
  }
}

/** Whose unread mentions by the other count otherwise from now on. */
function hearingChanged(before: Standing, after: Standing): { me: boolean; them: boolean } {
  const isBlockChanged = (before.iBlock || before.theyBlock) !== (after.iBlock || after.theyBlock)
  return {
    me: isBlockChanged || before.iMute !== after.iMute,
    them: isBlockChanged || before.theyMute !== after.theyMute,
  }
}

async function put(
  tx: Tx,
  [userId, otherId]: readonly [string, string],
  known: RelationsTable | undefined,
  side: Side,
  now: number,
): Promise<{ row: RelationsTable; isTold: boolean }> {
  const ids = { user_id: userId, other_id: otherId }
  const isNews = isTold(known, side)
  const rev = isNews ? await takePersonalRev(tx, userId) : (known?.rev ?? 0)
  const row = { ...ids, ...side, rev, changed_at: isNews ? now : (known?.changed_at ?? now) }
  if (!isSame(known, side)) await putRelation(tx, row)
  return { row, isTold: isNews }
}
