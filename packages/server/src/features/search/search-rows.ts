import type { Database } from '../../database/database.ts'

/** Ids and titles of the conversations of `userId` that have one, newest activity first. */
export async function titlesOf(db: Database['read'], userId: string): Promise<{ id: string; title: string | null }[]> {
  return db
    .selectFrom('members')
    .innerJoin('conversations', 'conversations.id', 'members.conversation_id')
    .select(['conversations.id', 'conversations.title'])
    .where('members.user_id', '=', userId)
    .where('members.left_at', 'is', null)
    .where('conversations.title', 'is not', null)
    .orderBy('conversations.last_activity_at', 'desc')
    .orderBy('conversations.id')
    .limit(2_000)
    .execute()
}

/** The ids of those whose name is `usernameKey`, or one of whose words begins with it. */
export async function idsByName(db: Database['read'], usernameKey: string, limit: number): Promise<string[]> {
  const exact = await db.selectFrom('users').select('id').where('username_key', '=', usernameKey).execute()
  if (exact.length > 0) return exact.map(({ id }) => id)
  const rows = await db
    .selectFrom('user_words')
    .select('user_id')
    .distinct()
    .where('word', '>=', usernameKey)
    .where('word', '<', `${usernameKey}\u{10FFFF}`)
    .orderBy('user_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.user_id)
}

/** The words of people that begin like `beginning`, for whoever mistyped the rest. */
export async function wordsLike(
  db: Database['read'],
  beginning: string,
  limit: number,
): Promise<{ user_id: string; word: string }[]> {
  return db
    .selectFrom('user_words')
    .selectAll()
    .where('word', '>=', beginning)
    .where('word', '<', `${beginning}\u{10FFFF}`)
    .orderBy('word')
    .orderBy('user_id')
    .limit(limit)
    .execute()
}

/** The direct conversations of `userId` with any of `otherIds`. */
export async function directsWith(
  db: Database['read'],
  userId: string,
  otherIds: readonly string[],
): Promise<string[]> {
  if (otherIds.length === 0) return []
  const keys = otherIds.map((id) => [userId, id].toSorted().join(' '))
  const rows = await db.selectFrom('conversations').select('id').where('direct_key', 'in', keys).execute()
  return rows.map(({ id }) => id)
}

/** The projects whose conversations these are. */
export async function projectsOfConversations(
  db: Database['read'],
  conversationIds: readonly string[],
): Promise<string[]> {
  if (conversationIds.length === 0) return []
  const rows = await db
    .selectFrom('conversations')
    .select('project_id')
    .distinct()
    .where('id', 'in', conversationIds)
    .where('project_id', 'is not', null)
    .execute()
  return rows.flatMap((row) => row.project_id ?? [])
}

export async function isInAnyProject(db: Database['read'], userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('project_members')
    .select('project_id')
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
