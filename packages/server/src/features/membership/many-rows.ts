import type { Database } from '../../database/database.ts'

type Reader = Database['read']

/** More names than this in one question would be too many for a database. */
const CHUNK = 500

export interface PlaceRow {
  user_id: string
  conversation_id: string
  head: number
  visible_from: number
}

function chunked<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, at) => all.slice(at * CHUNK, (at + 1) * CHUNK))
}

/** Where these people are members, `CHUNK` people at a time. */
export async function* placesOf(db: Reader, userIds: readonly string[]): AsyncGenerator<PlaceRow[]> {
  for (const chunk of chunked(userIds)) {
    yield await db
      .selectFrom('members')
      .innerJoin('conversations', 'conversations.id', 'members.conversation_id')
      .select(['members.user_id', 'members.conversation_id', 'conversations.head', 'members.visible_from'])
      .where('members.user_id', 'in', chunk)
      .where('members.left_at', 'is', null)
      .execute()
  }
}

/** How far what belongs to each of these people alone has come. */
export async function personalHeads(db: Reader, userIds: readonly string[]): Promise<Map<string, number>> {
  const heads = new Map<string, number>()
  for (const chunk of chunked(userIds)) {
    const rows = await db.selectFrom('users').select(['id', 'personal_head']).where('id', 'in', chunk).execute()
    for (const row of rows) heads.set(row.id, row.personal_head)
  }
  return heads
}

/** Who of `userIds` is in a conversation. */
export async function membersAmong(db: Reader, conversationId: string, userIds: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const chunk of chunked(userIds)) {
    const rows = await db
      .selectFrom('members')
      .select('user_id')
      .where('conversation_id', '=', conversationId)
      .where('user_id', 'in', chunk)
      .where('left_at', 'is', null)
      .execute()
    found.push(...rows.map((row) => row.user_id))
  }
  return found
}

/** Who is in a conversation, `limit` at most. */
export async function memberIdsOf(db: Reader, conversationId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .select('user_id')
    .where('conversation_id', '=', conversationId)
    .where('left_at', 'is', null)
    .orderBy('user_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.user_id)
}
