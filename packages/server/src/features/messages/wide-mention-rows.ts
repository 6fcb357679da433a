import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { CirclesTable, WideMentionsTable } from '../../database/schema-circles.ts'

type Reader = Database['read']

/** Which of `keys` (in lower case) are the names of people, whoever they are. */
export async function keysOfPeople(db: Reader, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db.selectFrom('users').select('username_key').where('username_key', 'in', keys).execute()
  return new Set(rows.map((row) => row.username_key))
}

export async function circlesNamed(
  db: Reader,
  keys: readonly string[],
): Promise<Pick<CirclesTable, 'id' | 'handle_key'>[]> {
  return db.selectFrom('circles').select(['id', 'handle_key']).where('handle_key', 'in', keys).execute()
}

/** Who of the circles is in the conversation now, but for `exceptId`. */
export async function circleMembersIn(
  db: Reader,
  conversationId: string,
  circleIds: readonly string[],
  exceptId: string,
): Promise<{ circle_id: string; user_id: string }[]> {
  if (circleIds.length === 0) return []
  return db
    .selectFrom('circle_members')
    .innerJoin('members', 'members.user_id', 'circle_members.user_id')
    .innerJoin('users', 'users.id', 'circle_members.user_id')
    .select(['circle_members.circle_id', 'circle_members.user_id'])
    .where('circle_members.circle_id', 'in', circleIds)
    .where('circle_members.user_id', '<>', exceptId)
    .where('members.conversation_id', '=', conversationId)
    .where('members.left_at', 'is', null)
    .where('users.state', '=', 'active')
    .orderBy('circle_members.user_id')
    .execute()
}

export async function insertWideMentions(tx: Tx, rows: readonly WideMentionsTable[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('wide_mentions').values(rows).execute()
}

/** Takes away the names that do not stand in the message any more. */
export async function keepWideMentions(tx: Tx, messageId: string, keys: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('wide_mentions')
    .where('message_id', '=', messageId)
    .$if(keys.length > 0, (query) => query.where('written_as', 'not in', keys))
    .execute()
}

export type NamedManyRow = Pick<WideMentionsTable, 'message_id' | 'written_as' | 'kind'> & {
  circle_id: string | null
  handle: string | null
  title: string | null
}

/** The names for many in these messages; a circle that was deleted has no handle. */
export async function wideMentionsOf(db: Reader, messageIds: readonly string[]): Promise<NamedManyRow[]> {
  if (messageIds.length === 0) return []
  return db
    .selectFrom('wide_mentions')
    .select(['message_id', 'written_as', 'kind', 'circle_id'])
    .select((eb) => {
      const circle = eb.selectFrom('circles').whereRef('circles.id', '=', 'wide_mentions.circle_id')
      return [circle.select('circles.handle').as('handle'), circle.select('circles.title').as('title')]
    })
    .where('wide_mentions.message_id', 'in', messageIds)
    .orderBy('wide_mentions.message_id')
    .orderBy('wide_mentions.written_as')
    .execute()
}

export interface UntoldRow {
  user_id: string
  muted_until: number | null
  /** Whether they chose what they are told of, or hours in which they are told nothing. */
  has_wishes: number
}

/**
 * Whom a message names among many and who was not told of it yet, by id, after `after`: members who see it, were in the
 * conversation when it was sent, want to hear of it, and hear its author.
 */
export async function untoldOfMany(db: Reader, messageId: string, after: string, limit: number): Promise<UntoldRow[]> {
  const { rows } = await sql<UntoldRow>`
    select members.user_id, members.muted_until, case when exists (
      select 1 from notification_preferences as wishes
      where wishes.user_id = members.user_id and (wishes.kinds_off <> '[]' or wishes.quiet_hours is not null)
    ) then 1 else 0 end as has_wishes
    from messages
    inner join members on members.conversation_id = messages.conversation_id
    where messages.id = ${messageId}
      and members.user_id > ${after}
      and members.user_id <> messages.author_id
      and members.left_at is null
      and messages.seq > members.visible_from
      and (members.notify_level is null or members.notify_level <> 'nothing')
      and exists (
        select 1 from wide_mentions as wide
        where wide.message_id = messages.id
          and (
            (wide.kind = 'all' and wide.created_at >= members.joined_at)
            or wide.user_ids like '%' || members.user_id || '%'
          )
      )
      and not exists (
        select 1 from notification_events as told
        where told.user_id = members.user_id
          and told.event_key in (${`mention ${messageId}`}, ${`reply ${messageId}`})
      )
      and not exists (
        select 1 from relations
        where relations.user_id = members.user_id and relations.other_id = messages.author_id
          and (relations.is_blocked = 1 or relations.is_muted = 1)
      )
      and not exists (
        select 1 from relations
        where relations.user_id = messages.author_id and relations.other_id = members.user_id
          and relations.is_blocked = 1
      )
    order by members.user_id
    limit ${limit}
  `.execute(db)
  return rows
}
