import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { userById } from '../users/users.ts'
import { blockedAmong, otherOfDirect, permits, sightRows } from './permission-rows.ts'
import type { Right } from './permission-rows.ts'
import { relationRow } from './relation-rows.ts'

type Reader = Database['read']

/** Which of `ids` let `viewerId` do or see this. */
export async function permitting(
  db: Reader,
  viewerId: string,
  ids: readonly string[],
  right: Right,
): Promise<Set<string>> {
  const rows = await permits(db, viewerId, ids, right)
  return new Set(rows.filter(({ is_permitted: is }) => is === 1).map(({ id }) => id))
}

/**
 * @throws Problem `not-found` when one of `ids` is nobody, or not active; `not-accepting` when one does not let
 * `callerId` do this, by their setting or by a block
 */
export async function refuseUnlessPermitted(
  db: Reader,
  callerId: string,
  ids: readonly string[],
  right: Right,
): Promise<void> {
  const rows = await permits(db, callerId, ids, right)
  if (rows.length !== ids.length) throw new Problem('not-found')
  if (rows.some(({ is_permitted: is }) => is !== 1)) throw new Problem('not-accepting')
}

/**
 * Whether `callerId` may say something in a direct conversation: where the other lets them, or has written there
 * themselves; never across a block.
 * @throws Problem `not-accepting`
 */
export async function refuseUnlessHeard(tx: Tx, callerId: string, conversationId: string): Promise<void> {
  const other = await otherOfDirect(tx, callerId, conversationId)
  if (other === undefined || other.state === 'deleted') throw new Problem('not-accepting')
  if (other.is_blocked === 1 || other.is_blocked_by === 1) throw new Problem('not-accepting')
  const isOpen = other.may_message === 'everyone' || (other.may_message === 'friends' && other.friendship === 'friends')
  if (!isOpen && other.has_written !== 1) throw new Problem('not-accepting')
}

/**
 * Whom one has blocked oneself one knows of still.
 * @throws Problem `not-found` for somebody who is not there, or not for `callerId`
 */
export async function refuseUnlessKnown(tx: Tx, callerId: string, userId: string): Promise<void> {
  const user = await userById(tx, userId)
  const mine = await relationRow(tx, callerId, userId)
  if (user === undefined || user.state === 'deleted' || mine?.is_blocked_by === 1) throw new Problem('not-found')
}

/** Who of `ids` does not exist for `userId`, since one of the two blocks the other. */
export async function hiddenFrom(db: Reader, userId: string, ids: readonly string[]): Promise<Set<string>> {
  return new Set(await blockedAmong(db, userId, ids, false))
}

/** Of whom `userId` wants to hear nothing: those hidden, and those whom they have muted. */
export async function mutedOrHidden(db: Reader, userId: string, ids: readonly string[]): Promise<Set<string>> {
  return new Set(await blockedAmong(db, userId, ids, true))
}

/** To whom somebody shows themselves, as it is told to other nodes. */
export interface PlainSight {
  audience: string
  hidden: string[]
  /** Where only friends see them. */
  friends: string[] | null
}

/** To whom somebody who is connected shows themselves. */
export interface Sight {
  /** Whether `viewerId` may know that they are here. */
  maySee: (viewerId: string) => boolean
  /** Those with whom there is a block, either way. */
  hidden: ReadonlySet<string>
  /** Whether everyone may see them: nothing need be asked then. */
  isOpen: boolean
  plain: PlainSight
}

export async function sightOf(ctx: AppContext, userId: string): Promise<Sight> {
  const { audience, relations } = await sightRows(ctx.db.read, userId)
  const isBlock = (row: (typeof relations)[number]): boolean => row.is_blocked === 1 || row.is_blocked_by === 1
  const isFriend = (row: (typeof relations)[number]): boolean => row.friendship === 'friends'
  return sightFrom(userId, {
    audience,
    hidden: relations.filter(isBlock).map((row) => row.other_id),
    friends: audience === 'friends' ? relations.filter(isFriend).map((row) => row.other_id) : null,
  })
}

/** The sight of `userId` out of what was read or told of it. */
export function sightFrom(userId: string, plain: PlainSight): Sight {
  const { audience } = plain
  const hidden = new Set(plain.hidden)
  const friends = plain.friends === null ? null : new Set(plain.friends)
  return {
    plain,
    hidden,
    isOpen: audience === 'everyone' && hidden.size === 0,
    maySee: (viewerId) => {
      if (viewerId === userId) return true
      if (hidden.has(viewerId)) return false
      return audience === 'everyone' || friends?.has(viewerId) === true
    },
  }
}
