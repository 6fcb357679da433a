import { profileLink } from '@kith/protocol/users.ts'
import type { OwnUser, Privacy, UserCard, UserStatus } from '@kith/protocol/users.ts'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import type { UsersTable } from '../../database/schema.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { cardRows, userById } from './user-rows.ts'
import type { CardRow } from './user-rows.ts'

/** A card as others see it; of a deleted account nothing but its id is left. */
export function asCard(row: CardRow): UserCard {
  if (row.state === 'deleted') return { id: row.id, username: '', displayName: '', avatarUrl: null }
  return { id: row.id, username: row.username, displayName: row.display_name, avatarUrl: avatarUrlOf(row) }
}

function avatarUrlOf(row: CardRow): string | null {
  if (row.avatar !== null) return `/api/avatars/${row.avatar}/256`
  return row.face === null ? null : `/faces/${row.face}.svg`
}

/** What a profile says of itself, the same for everyone who may see it. */
export function profileFields(row: UsersTable, now: number) {
  return {
    ...asCard(row),
    bio: row.bio,
    firstName: row.first_name,
    lastName: row.last_name,
    status: statusOf(row, now),
    links: z.array(profileLink).parse(JSON.parse(row.links)),
    isPrivate: row.is_private === 1,
    role: row.role,
    createdAt: toTimestamp(row.created_at),
  }
}

export function statusOf(
  row: Pick<UsersTable, 'status_emoji' | 'status_text' | 'status_until'>,
  now: number,
): UserStatus | null {
  const { status_emoji: emoji, status_text: text, status_until: until } = row
  if ((emoji === '' && text === '') || (until !== null && until <= now)) return null
  return { emoji, text, until: toTimestampOrNull(until) }
}

export function privacyOf(row: UsersTable): Privacy {
  return {
    isPrivate: row.is_private === 1,
    mayMessage: row.may_message,
    mayAdd: row.may_add,
    maySeePresence: row.may_see_presence,
    maySeeReads: row.may_see_reads,
    mayFindByEmail: row.may_find_by_email,
  }
}

export function asOwnUser(row: UsersTable, now: number): OwnUser {
  return {
    ...profileFields(row, now),
    email: row.email,
    isEmailVerified: row.email_verified_at !== null,
    privacy: privacyOf(row),
    threads: row.threads,
  }
}

/** The cards of `ids`, by id; of those that exist. */
export async function cardsOf(db: Database['read'], ids: Iterable<string>): Promise<Map<string, UserCard>> {
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  return new Map((await cardRows(db, unique)).map((row) => [row.id, asCard(row)]))
}

export async function ownUserOf(db: Database['read'], userId: string, now: number): Promise<OwnUser | null> {
  const row = await userById(db, userId)
  return row === undefined ? null : asOwnUser(row, now)
}
