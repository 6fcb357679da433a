import type { CallParsed } from '@kith/protocol/registry.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { OwnUser, UserCard, UserProfile } from '@kith/protocol/users.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { cardRows, replaceWords, updateUser, userById, userByName, usersByPrefix } from './user-rows.ts'
import type { CardRow } from './user-rows.ts'

type UserFields = Omit<UsersTable, 'personal_head'>

export function asCard(row: CardRow): UserCard {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    avatarUrl: row.face === null ? null : `/faces/${row.face}.svg`,
  }
}

function asProfile(row: UserFields): UserProfile {
  return { ...asCard(row), bio: row.bio, role: row.role, createdAt: toTimestamp(row.created_at) }
}

export function asOwnUser(row: UserFields): OwnUser {
  return { ...asProfile(row), email: row.email }
}

/** The cards of `ids`, by id; of those that exist. */
export async function cardsOf(db: Database['read'], ids: Iterable<string>): Promise<Map<string, UserCard>> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  return new Map((await cardRows(db, unique)).map((row) => [row.id, asCard(row)]))
}

export async function ownUserOf(db: Database['read'], userId: string): Promise<OwnUser | null> {
  const row = await userById(db, userId)
  return row === undefined ? null : asOwnUser(row)
}

/** People whose username, or a word of whose display name, begins with `q`; twenty at most, by username. */
export async function searchUsers(ctx: AppContext, caller: Caller, q: string): Promise<UserCard[]> {
  ctx.limiter.take('search', caller.userId)
  const rows = await usersByPrefix(ctx.db.read, foldedWord(q), caller.userId, limits.userSearchMax)
  return rows.map(asCard)
}

/** @throws Problem `not-found` */
export async function profileByName(ctx: AppContext, username: string): Promise<UserProfile> {
  const row = await userByName(ctx.db.read, username.toLowerCase())
  if (row === undefined) throw new Problem('not-found')
  return asProfile(row)
}

export async function updateProfile(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'PATCH /api/me'>,
): Promise<OwnUser> {
  return changeOwn(ctx, caller, {
    ...(input.displayName === undefined ? {} : { display_name: input.displayName }),
    ...(input.bio === undefined ? {} : { bio: input.bio }),
  })
}

export async function setFace(ctx: AppContext, caller: Caller, face: string | null): Promise<OwnUser> {
  return changeOwn(ctx, caller, { face })
}

async function changeOwn(
  ctx: AppContext,
  caller: Caller,
  change: Partial<Pick<UsersTable, 'display_name' | 'bio' | 'face'>>,
): Promise<OwnUser> {
  const row = await ctx.db.write(async (tx) => {
    const changed =
      Object.keys(change).length === 0 ? await userById(tx, caller.userId) : await updateUser(tx, caller.userId, change)
    if (changed === undefined) throw new Problem('unauthenticated')
    if (change.display_name !== undefined) await rewriteWords(tx, changed)
    return changed
  })
  const user = asOwnUser(row)
  ctx.live.toUser(caller.userId, 'me', user)
  return user
}

/** Keeps the words by which `user` is found in step with their names. */
export async function rewriteWords(tx: Tx, user: Pick<UsersTable, 'id' | 'username' | 'display_name'>): Promise<void> {
  const words = [user.username, user.display_name, ...user.display_name.split(/[\s\-_.,'’]+/u)]
    .map(foldedWord)
    .filter((word) => word !== '')
  await replaceWords(tx, user.id, [...new Set(words)])
}

/** Case and compatibility forms do not matter when people are looked for. */
function foldedWord(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase()
}
