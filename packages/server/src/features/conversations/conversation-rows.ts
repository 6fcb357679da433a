import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { ConversationsTable, MembersTable } from '../../database/schema.ts'

type Reader = Database['read']

export async function insertConversation(tx: Tx, row: ConversationsTable): Promise<void> {
  await tx.insertInto('conversations').values(row).execute()
}

/** Makes the lobby unless it is there. */
export async function insertLobby(tx: Tx, row: ConversationsTable): Promise<void> {
  await tx
    .insertInto('conversations')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function lobbyId(db: Reader): Promise<string | undefined> {
  return (await db.selectFrom('conversations').select('id').where('is_lobby', '=', 1).executeTakeFirst())?.id
}

export async function conversationById(db: Reader, id: string): Promise<ConversationsTable | undefined> {
  return db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function directByKey(db: Reader, key: string): Promise<ConversationsTable | undefined> {
  return db.selectFrom('conversations').selectAll().where('direct_key', '=', key).executeTakeFirst()
}

export async function publicChannel(db: Reader, id: string): Promise<ConversationsTable | undefined> {
  return db
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', 'channel')
    .where('is_public', '=', 1)
    .executeTakeFirst()
}

export async function updateConversation(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      ConversationsTable,
      'title' | 'topic' | 'is_public' | 'is_history_shared' | 'is_closed' | 'mention_all' | 'rev'
    >
  >,
): Promise<void> {
  await tx.updateTable('conversations').set(change).where('id', '=', id).execute()
}

export async function addToMemberCount(tx: Tx, id: string, by: number): Promise<void> {
  await tx
    .updateTable('conversations')
    .set((eb) => ({ member_count: eb('member_count', '+', by) }))
    .where('id', '=', id)
    .execute()
}

export async function deleteConversation(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('conversations').where('id', '=', id).execute()
}

export interface DirectoryRow {
  id: string
  title: string | null
  topic: string
  member_count: number
  is_lobby: number
  created_at: number
  is_member: number
}

export interface DirectoryCursor {
  count: number
  id: string
}

/** Public channels that belong to no project, most members first, whose title or topic contains `needle` (taken literally). */
export async function directoryPage(
  db: Reader,
  userId: string,
  needle: string,
  limit: number,
  cursor: DirectoryCursor | null,
): Promise<DirectoryRow[]> {
  const pattern = `%${needle.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const matches =
    needle === ''
      ? sql``
      : sql`and (lower(title) like ${pattern} escape '\\' or lower(topic) like ${pattern} escape '\\')`
  const after = cursor === null ? sql`` : sql`and (member_count, id) < (${cursor.count}, ${cursor.id})`
  const rows = await sql<DirectoryRow>`
    select id, title, topic, member_count, is_lobby, created_at,
      case when exists (
        select 1 from members
        where members.conversation_id = conversations.id and members.user_id = ${userId} and members.left_at is null
      ) then 1 else 0 end as is_member
    from conversations
    where is_public = 1 and project_id is null ${matches} ${after}
    order by member_count desc, id desc
    limit ${limit}
  `.execute(db)
  return rows.rows
}

/** A membership without what its person chose for it. */
export type NewMember = Omit<
  MembersTable,
  'notify_level' | 'muted_until' | 'is_removed' | 'delivered_seq' | 'is_favourite' | 'archived_seq'
>

const untouched = { is_removed: 0, delivered_seq: 0, is_favourite: 0, archived_seq: null } as const

export async function insertMembers(tx: Tx, rows: readonly NewMember[]): Promise<void> {
  const AT_ONCE = 200
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    await tx
      .insertInto('members')
      .values(rows.slice(at, at + AT_ONCE).map((row) => ({ ...row, ...untouched })))
      // Who comes back has a row from before, which becomes theirs again.
      .onConflict((conflict) =>
        conflict.columns(['conversation_id', 'user_id']).doUpdateSet((eb) => ({
          role: eb.ref('excluded.role'),
          rev: eb.ref('excluded.rev'),
          visible_from: eb.ref('excluded.visible_from'),
          joined_at: eb.ref('excluded.joined_at'),
          left_at: null,
          ...untouched,
          last_read_seq: eb.ref('excluded.last_read_seq'),
        })),
      )
      .execute()
  }
}

export async function activeMember(
  db: Reader,
  conversationId: string,
  userId: string,
): Promise<MembersTable | undefined> {
  return db
    .selectFrom('members')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
}

/** Which of `userIds` are in the conversation now. */
export async function presentAmong(
  db: Reader,
  conversationId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('members')
    .select('user_id')
    .where('conversation_id', '=', conversationId)
    .where('left_at', 'is', null)
    .where('user_id', 'in', userIds)
    .execute()
  return new Set(rows.map((row) => row.user_id))
}

/** Whether `userId` was taken out of the conversation by others, and not added again since. */
export async function isRemoved(db: Reader, conversationId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('is_removed')
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.is_removed === 1
}

export async function countOwners(db: Reader, conversationId: string): Promise<number> {
  const row = await db
    .selectFrom('members')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('conversation_id', '=', conversationId)
    .where('role', '=', 'owner')
    .where('left_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function updateMember(
  tx: Tx,
  conversationId: string,
  userId: string,
  change: Partial<Pick<MembersTable, 'role' | 'rev' | 'left_at' | 'is_removed'>>,
): Promise<void> {
  await tx
    .updateTable('members')
    .set(change)
    .where('conversation_id', '=', conversationId)
    .where('user_id', '=', userId)
    .execute()
}

/** The first `each` members of each conversation, longest there first. */
export async function firstMembers(
  db: Reader,
  conversationIds: readonly string[],
  each: number,
): Promise<{ conversation_id: string; user_id: string }[]> {
  if (conversationIds.length === 0) return []
  const rows = await sql<{ conversation_id: string; user_id: string }>`
    select conversation_id, user_id from (
      select conversation_id, user_id,
        row_number() over (partition by conversation_id order by joined_at, user_id) as place
      from members
      where conversation_id in (${sql.join([...conversationIds])}) and left_at is null
    ) as placed
    where place <= ${each}
    order by conversation_id, place
  `.execute(db)
  return rows.rows
}

export type MemberRow = MembersTable & { rank: number; username_key: string }

export interface MemberCursor {
  rank: number
  name: string
}

/** Members now in it: owners, admins, then by username. `prefix` (lower case) is of any of their words. */
export async function memberPage(
  db: Reader,
  conversationId: string,
  prefix: string,
  limit: number,
  cursor: MemberCursor | null,
): Promise<MemberRow[]> {
  const rank = sql<number>`case members.role when 'owner' then 0 when 'admin' then 1 else 2 end`
  return db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .selectAll('members')
    .select([rank.as('rank'), 'users.username_key'])
    .where('members.conversation_id', '=', conversationId)
    .where('members.left_at', 'is', null)
    .$if(prefix !== '', (query) =>
      query.where('members.user_id', 'in', (eb) =>
        eb
          .selectFrom('user_words')
          .select('user_words.user_id')
          .where('user_words.word', '>=', prefix)
          .where('user_words.word', '<', `${prefix}\u{10FFFF}`),
      ),
    )
    .$if(cursor !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb(rank, '>', cursor?.rank ?? 0),
          eb.and([eb(rank, '=', cursor?.rank ?? 0), eb('users.username_key', '>', cursor?.name ?? '')]),
        ]),
      ),
    )
    .orderBy(rank)
    .orderBy('users.username_key')
    .limit(limit)
    .execute()
}

/** Ascending by rev: the memberships that changed in (`since`, `upTo`]. */
export async function membersChanged(
  db: Reader,
  conversationId: string,
  range: { since: number; upTo: number },
  limit: number,
): Promise<MembersTable[]> {
  return db
    .selectFrom('members')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('rev', '>', range.since)
    .where('rev', '<=', range.upTo)
    .orderBy('rev')
    .limit(limit)
    .execute()
}

/** Whether anybody but `userId` is in it whose account is not deleted. */
export async function isAnyoneLeft(db: Reader, conversationId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .select('members.user_id')
    .where('members.conversation_id', '=', conversationId)
    .where('members.user_id', '!=', userId)
    .where('members.left_at', 'is', null)
    .where('users.state', '!=', 'deleted')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The admin who has been in it longest, else that member; not `userId`, nobody deleted. */
export async function longestStanding(db: Reader, conversationId: string, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .select('members.user_id')
    .where('members.conversation_id', '=', conversationId)
    .where('members.user_id', '!=', userId)
    .where('members.left_at', 'is', null)
    .where('users.state', '!=', 'deleted')
    .orderBy(sql`case members.role when 'admin' then 0 else 1 end`)
    .orderBy('members.joined_at')
    .orderBy('members.user_id')
    .limit(1)
    .executeTakeFirst()
  return row?.user_id ?? null
}

/**
 * Where something of `authorId` names `userId`, alone or among many, that may be unread: in threads, which have markers of
 * their own, all of it.
 */
export async function conversationsNaming(db: Reader, userId: string, authorId: string): Promise<string[]> {
  const { rows } = await sql<{ conversation_id: string }>`
    select members.conversation_id from mentions
    inner join members on members.conversation_id = mentions.conversation_id and members.user_id = mentions.user_id
    where mentions.user_id = ${userId} and mentions.author_id = ${authorId}
      and members.left_at is null
      and (mentions.seq > members.last_read_seq or exists (
        select 1 from messages where messages.id = mentions.message_id and messages.thread_id is not null
      ))
    union
    select members.conversation_id from wide_mentions as wide
    inner join members on members.conversation_id = wide.conversation_id and members.user_id = ${userId}
    where wide.author_id = ${authorId} and members.left_at is null and wide.seq > members.last_read_seq
      and (wide.kind = 'all' or wide.user_ids like ${`%${userId}%`})
  `.execute(db)
  return rows.map((row) => row.conversation_id)
}

/** All conversations of a project, by id. */
export async function conversationsOfProject(
  db: Reader,
  projectId: string,
): Promise<Pick<ConversationsTable, 'id' | 'is_closed'>[]> {
  return db
    .selectFrom('conversations')
    .select(['id', 'is_closed'])
    .where('project_id', '=', projectId)
    .orderBy('id')
    .execute()
}
