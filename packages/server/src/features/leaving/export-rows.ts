import type { Database, Tx } from '../../database/database.ts'
import type { ExportsTable } from '../../database/schema.ts'

type Reader = Database['read']

export async function insertExport(tx: Tx, row: ExportsTable): Promise<void> {
  await tx.insertInto('exports').values(row).execute()
}

export async function exportById(db: Reader, id: string): Promise<ExportsTable | undefined> {
  return db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Newest first. */
export async function exportsOf(db: Reader, userId: string, limit: number): Promise<ExportsTable[]> {
  return db
    .selectFrom('exports')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function updateExport(
  tx: Tx,
  id: string,
  change: Partial<Omit<ExportsTable, 'id' | 'user_id'>>,
): Promise<ExportsTable | undefined> {
  return tx.updateTable('exports').set(change).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function deleteExports(tx: Tx, userId: string): Promise<ExportsTable[]> {
  return tx.deleteFrom('exports').where('user_id', '=', userId).returningAll().execute()
}

export async function formerUsernames(db: Reader, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('former_usernames')
    .select('username_key')
    .where('user_id', '=', userId)
    .orderBy('since')
    .orderBy('username_key')
    .execute()
  return rows.map((row) => row.username_key)
}

/** How `userId` stands to others, by the other's id, after `after`. */
export async function relationsAfter(db: Reader, userId: string, after: string, limit: number) {
  return db
    .selectFrom('relations')
    .innerJoin('users', 'users.id', 'relations.other_id')
    .selectAll('relations')
    .select(['users.username', 'users.display_name'])
    .where('relations.user_id', '=', userId)
    .where('relations.other_id', '>', after)
    .where('users.state', '!=', 'deleted')
    .orderBy('relations.other_id')
    .limit(limit)
    .execute()
}

/** Where `userId` is or was a member, by the conversation's id, after `after`. */
export async function membershipsAfter(db: Reader, userId: string, after: string, limit: number) {
  return db
    .selectFrom('members')
    .innerJoin('conversations', 'conversations.id', 'members.conversation_id')
    .select(['conversations.id', 'conversations.kind', 'conversations.title', 'conversations.direct_key'])
    .select(['conversations.last_seq', 'members.role', 'members.joined_at', 'members.left_at'])
    .select(['conversations.last_activity_at', 'members.is_favourite', 'members.archived_seq'])
    .select(['members.notify_level', 'members.muted_until'])
    .where('members.user_id', '=', userId)
    .where('members.conversation_id', '>', after)
    .orderBy('members.conversation_id')
    .limit(limit)
    .execute()
}

/** What `userId` wrote in the places (`after`, `upTo`] of a conversation. */
export async function textsBetween(db: Reader, userId: string, conversationId: string, after: number, upTo: number) {
  return db
    .selectFrom('messages')
    .select(['id', 'conversation_id', 'seq', 'body', 'reply_to_id', 'thread_id', 'created_at', 'edited_at'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('seq', '<=', upTo)
    .where('author_id', '=', userId)
    .where('kind', '=', 'text')
    .where('deleted_at', 'is', null)
    .orderBy('seq')
    .execute()
}

/** How `userId` stands to threads, by their ids, after `after`. */
export async function followsAfter(db: Reader, userId: string, after: string, limit: number) {
  return db
    .selectFrom('thread_follows')
    .selectAll()
    .where('user_id', '=', userId)
    .where('thread_id', '>', after)
    .orderBy('thread_id')
    .limit(limit)
    .execute()
}

/** The circles that `userId` is in, by id, after `after`. */
export async function circlesAfter(db: Reader, userId: string, after: string, limit: number) {
  return db
    .selectFrom('circle_members')
    .innerJoin('circles', 'circles.id', 'circle_members.circle_id')
    .select(['circles.id', 'circles.handle', 'circles.title', 'circles.description', 'circle_members.added_at'])
    .where('circle_members.user_id', '=', userId)
    .where('circle_members.circle_id', '>', after)
    .orderBy('circle_members.circle_id')
    .limit(limit)
    .execute()
}

/** What the messages of `userId` said before, after the one at `after`. */
export async function formerTextsAfter(
  db: Reader,
  userId: string,
  after: { messageId: string; number: number },
  limit: number,
) {
  return db
    .selectFrom('former_bodies')
    .innerJoin('messages', 'messages.id', 'former_bodies.message_id')
    .selectAll('former_bodies')
    .where('messages.author_id', '=', userId)
    .where('messages.client_id', 'is not', null)
    .where((eb) =>
      eb(eb.refTuple('former_bodies.message_id', 'former_bodies.number'), '>', eb.tuple(after.messageId, after.number)),
    )
    .orderBy('former_bodies.message_id')
    .orderBy('former_bodies.number')
    .limit(limit)
    .execute()
}

/** How `userId` reacted, by message and emoji, after `after`. */
export async function reactionsAfter(
  db: Reader,
  userId: string,
  after: { messageId: string; emoji: string },
  limit: number,
) {
  return db
    .selectFrom('reactions')
    .selectAll()
    .where('user_id', '=', userId)
    .where((eb) => eb(eb.refTuple('message_id', 'emoji'), '>', eb.tuple(after.messageId, after.emoji)))
    .orderBy('message_id')
    .orderBy('emoji')
    .limit(limit)
    .execute()
}

/** What `userId` kept for themselves: never more than `limit`, which is the bound of what one may keep. */
export async function savesOf(db: Reader, userId: string, limit: number) {
  return db
    .selectFrom('saves')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('saved_at')
    .orderBy('message_id')
    .limit(limit)
    .execute()
}
