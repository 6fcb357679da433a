import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { MentionsTable } from '../../database/schema.ts'

type Reader = Database['read']

export interface NamedRow {
  user_id: string
  key: string
}

/** Who of a conversation is meant by `keys` (usernames in lower case): not its author, nobody blocked either way. */
export async function membersNamed(
  db: Reader,
  { conversationId, authorId, keys }: { conversationId: string; authorId: string; keys: readonly string[] },
): Promise<NamedRow[]> {
  const rows = await sql<NamedRow>`
    select users.id as user_id, users.username_key as key
    from users
    inner join members on members.conversation_id = ${conversationId} and members.user_id = users.id
    where users.username_key in (${sql.join([...keys])})
      and members.left_at is null
      and users.state = 'active'
      and users.id <> ${authorId}
      and not exists (
        select 1 from relations
        where relations.user_id = users.id and relations.other_id = ${authorId} and relations.is_blocked = 1
      )
      and not exists (
        select 1 from relations
        where relations.user_id = ${authorId} and relations.other_id = users.id and relations.is_blocked = 1
      )
  `.execute(db)
  return rows.rows
}

export async function mentionsOf(db: Reader, messageIds: readonly string[]): Promise<MentionsTable[]> {
  if (messageIds.length === 0) return []
  return db
    .selectFrom('mentions')
    .selectAll()
    .where('message_id', 'in', messageIds)
    .orderBy('message_id')
    .orderBy('written_as')
    .execute()
}

export async function insertMentions(tx: Tx, rows: readonly MentionsTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('mentions').values(rows).execute()
}

export async function deleteMentions(tx: Tx, messageId: string): Promise<void> {
  await tx.deleteFrom('mentions').where('message_id', '=', messageId).execute()
}
