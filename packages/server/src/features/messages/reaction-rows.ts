import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { ReactionsTable } from '../../database/schema-marks.ts'

type Reader = Database['read']

/** False when it was there before. */
export async function insertReaction(tx: Tx, row: ReactionsTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reactions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** False when there was none. */
export async function deleteReaction(
  tx: Tx,
  { message_id, user_id, emoji }: Pick<ReactionsTable, 'message_id' | 'user_id' | 'emoji'>,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('reactions')
    .where('message_id', '=', message_id)
    .where('user_id', '=', user_id)
    .where('emoji', '=', emoji)
    .executeTakeFirst()
  return Number(numDeletedRows) > 0
}

export async function hasReacted(
  db: Reader,
  { messageId, userId, emoji }: { messageId: string; userId: string; emoji: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('reactions')
    .select('rev')
    .where('message_id', '=', messageId)
    .where('user_id', '=', userId)
    .where('emoji', '=', emoji)
    .executeTakeFirst()
  return row !== undefined
}

/** The different emoji on a message, `limit` of them at most. */
export async function emojiOn(db: Reader, messageId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('reactions')
    .select('emoji')
    .distinct()
    .where('message_id', '=', messageId)
    .limit(limit)
    .execute()
  return rows.map((row) => row.emoji)
}

/** One of those who reacted to a message with an emoji, and how many there are. */
export interface ReactorRow {
  message_id: string
  emoji: string
  user_id: string
  count: number
}

/** Of each emoji on each message the earliest `each` who reacted; messages, then emoji in order of first use, then people. */
export async function reactorsOn(db: Reader, messageIds: readonly string[], each: number): Promise<ReactorRow[]> {
  if (messageIds.length === 0) return []
  const { rows } = await sql<ReactorRow>`
    select message_id, emoji, user_id, total as count from (
      select message_id, emoji, user_id, rev,
        row_number() over (partition by message_id, emoji order by rev, user_id) as place,
        count(*) over (partition by message_id, emoji) as total,
        min(rev) over (partition by message_id, emoji) as first_rev
      from reactions
      where message_id in (${sql.join([...messageIds])})
    ) as placed
    where place <= ${each}
    order by message_id, first_rev, emoji, place
  `.execute(db)
  return rows
}

/** Who reacted to a message, earliest first, after `cursor`; with `emoji` alone where it is given. */
export async function reactionPage(
  db: Reader,
  messageId: string,
  { emoji, after, limit }: { emoji: string | undefined; after: { rev: number; userId: string } | null; limit: number },
): Promise<ReactionsTable[]> {
  return db
    .selectFrom('reactions')
    .selectAll()
    .where('message_id', '=', messageId)
    .$if(emoji !== undefined, (query) => query.where('emoji', '=', emoji ?? ''))
    .$if(after !== null, (query) =>
      query.where((eb) => eb(eb.refTuple('rev', 'user_id'), '>', eb.tuple(after?.rev ?? 0, after?.userId ?? ''))),
    )
    .orderBy('rev')
    .orderBy('user_id')
    .limit(limit)
    .execute()
}

export async function ownEmojiOn(db: Reader, userId: string, messageId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('reactions')
    .select('emoji')
    .where('message_id', '=', messageId)
    .where('user_id', '=', userId)
    .orderBy('rev')
    .execute()
  return rows.map((row) => row.emoji)
}

/** Messages that `userId` reacted to, by id, `limit` at most. */
export async function messagesReactedTo(
  db: Reader,
  userId: string,
  limit: number,
): Promise<{ id: string; conversation_id: string }[]> {
  return db
    .selectFrom('reactions')
    .innerJoin('messages', 'messages.id', 'reactions.message_id')
    .select(['messages.id', 'messages.conversation_id'])
    .distinct()
    .where('reactions.user_id', '=', userId)
    .orderBy('messages.id')
    .limit(limit)
    .execute()
}

/** Takes back all that `userId` put on these messages. */
export async function deleteReactionsOf(tx: Tx, userId: string, messageIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('reactions').where('user_id', '=', userId).where('message_id', 'in', messageIds).execute()
}
