import type { CallParsed } from '@kith/protocol/registry.ts'
import type { PersonEntry } from '@kith/protocol/relations.ts'
import type { Relation, UserCard } from '@kith/protocol/users.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { RelationsTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { personalHead } from '../membership/membership.ts'
import { asCard, foldedWord, isCommonWord, statusOf, userByName } from '../users/users.ts'
import { blockPage, countUpTo, friendPage, peopleOfPage, peoplePage, relationPage, SORTED_MAX } from './list-rows.ts'
import type { TimeCursor } from './list-rows.ts'
import { relationRow, relationsChanged } from './relation-rows.ts'
import { asRelationOrNull, asRelations } from './relation-view.ts'

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

const timeCursor = z.strictObject({ at: z.int(), id: z.string() })
const nameCursor = z.strictObject({ after: z.string() })

/** Friends by name, or the requests either way, newest first. */
export async function listFriends(
  ctx: AppContext,
  caller: Caller,
  { kind, limit, cursor }: CallParsed<'GET /api/friends'>,
): Promise<Page<Relation>> {
  if (kind !== 'friends') {
    return byTime(ctx, limit, cursor, (at) =>
      relationPage(ctx.db.read, caller.userId, { column: 'friendship', value: kind }, limit + 1, at),
    )
  }
  const after = readCursor(nameCursor, cursor)?.after ?? ''
  const isMany = (await countUpTo(ctx.db.read, caller.userId, friends, SORTED_MAX)) === SORTED_MAX
  const rows = await friendPage(ctx.db.read, caller.userId, isMany, limit + 1, after)
  return {
    items: await asRelations(ctx.db.read, rows.slice(0, limit)),
    nextCursor: nextName(rows, limit),
  }
}

/** Follows of one kind, newest first. */
export async function listFollows(
  ctx: AppContext,
  caller: Caller,
  { kind, limit, cursor }: CallParsed<'GET /api/follows'>,
): Promise<Page<Relation>> {
  return byTime(ctx, limit, cursor, (at) => relationPage(ctx.db.read, caller.userId, followKinds[kind], limit + 1, at))
}

export async function listBlocks(
  ctx: AppContext,
  caller: Caller,
  { limit, cursor }: CallParsed<'GET /api/blocks'>,
): Promise<Page<Relation>> {
  return byTime(ctx, limit, cursor, (at) => blockPage(ctx.db.read, caller.userId, limit + 1, at))
}

const friends = { column: 'friendship', value: 'friends' } as const

const followKinds = {
  following: { column: 'follow', value: 'following' },
  requested: { column: 'follow', value: 'requested' },
  followers: { column: 'followed_by', value: 'following' },
  received: { column: 'followed_by', value: 'requested' },
} as const

async function byTime(
  ctx: AppContext,
  limit: number,
  cursor: string | undefined,
  ask: (at: TimeCursor | null) => Promise<RelationsTable[]>,
): Promise<Page<Relation>> {
  const rows = await ask(readCursor(timeCursor, cursor))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: await asRelations(ctx.db.read, rows.slice(0, limit)),
    nextCursor: last === undefined ? null : writeCursor({ at: last.changed_at, id: last.other_id }),
  }
}

function nextName(rows: readonly { username_key: string }[], limit: number): string | null {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return last === undefined ? null : writeCursor({ after: last.username_key })
}

/**
 * Somebody's friends, followers, or whom they follow, by name.
 * @throws Problem `not-found`, `forbidden` (of a private account, for whoever neither is a friend nor follows)
 */
export async function listPeopleOf(
  ctx: AppContext,
  caller: Caller,
  { username, kind, limit, cursor }: CallParsed<'GET /api/users/:username/people'>,
): Promise<Page<UserCard>> {
  const owner = await userByName(ctx.db.read, username.toLowerCase())
  if (owner === undefined || owner.state !== 'active') throw new Problem('not-found')
  if (owner.id !== caller.userId) {
    const mine = await relationRow(ctx.db.read, caller.userId, owner.id)
    if (mine?.is_blocked === 1 || mine?.is_blocked_by === 1) throw new Problem('not-found')
    const isClose = mine?.friendship === 'friends' || mine?.follow === 'following'
    if (owner.is_private === 1 && !isClose) throw new Problem('forbidden')
  }
  const after = readCursor(nameCursor, cursor)?.after ?? ''
  const wanted = kind === 'friends' ? friends : followKinds[kind]
  const isMany = (await countUpTo(ctx.db.read, owner.id, wanted, SORTED_MAX)) === SORTED_MAX
  const whose = { ownerId: owner.id, viewerId: caller.userId, kind: wanted, isMany }
  const rows = await peopleOfPage(ctx.db.read, whose, limit + 1, after)
  return { items: rows.slice(0, limit).map(asCard), nextCursor: nextName(rows, limit) }
}

/** The directory: everybody by name, or those one of whose words begins with `q`. */
export async function listPeople(
  ctx: AppContext,
  caller: Caller,
  { q, limit, cursor }: CallParsed<'GET /api/people'>,
): Promise<Page<PersonEntry>> {
  const after = readCursor(nameCursor, cursor)?.after ?? ''
  const prefix = foldedWord(q)
  if (prefix !== '') ctx.limiter.take('search', caller.userId)
  const isMany = await isCommonWord(ctx.db.read, prefix)
  const rows = await peoplePage(ctx.db.read, caller.userId, { prefix, isMany }, limit + 1, after)
  const now = ctx.now()
  const items = rows.slice(0, limit).map((row) => {
    const card = asCard(row)
    return { ...card, status: statusOf(row, now), relation: asRelationOrNull(row.relation, card) }
  })
  return { items, nextCursor: nextName(rows, limit) }
}

/** The present state of what is the caller's alone and has a larger rev than `since`; complete up to `upTo`. */
export async function listPersonalChanges(
  ctx: AppContext,
  caller: Caller,
  { since, limit }: CallParsed<'GET /api/me/changes'>,
): Promise<{ relations: Relation[]; upTo: number; head: number; more: boolean }> {
  // The head is read first: what comes in meanwhile has a larger rev and is left for the next question.
  const head = await personalHead(ctx.db.read, caller.userId)
  const rows = await relationsChanged(ctx.db.read, caller.userId, { since, upTo: head }, limit + 1)
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  const upTo = more ? (shown.at(-1)?.rev ?? since) : head
  return { relations: await asRelations(ctx.db.read, shown), upTo, head, more }
}
