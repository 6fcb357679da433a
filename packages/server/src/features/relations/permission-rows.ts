import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { Audience, RelationsTable } from '../../database/schema.ts'

type Reader = Database['read']
const AT_ONCE = 500

/** The questions that everyone answers for themselves. */
export type Right = 'may_message' | 'may_add' | 'may_see_presence' | 'may_see_reads'

export interface PermitRow {
  id: string
  is_permitted: number
}

/** Of `ids`, those whose accounts are active, and whether each lets `viewerId` do or see this. */
export async function permits(
  db: Reader,
  viewerId: string,
  ids: readonly string[],
  right: Right,
): Promise<PermitRow[]> {
  const found: PermitRow[] = []
  const column = sql.ref(`users.${right}`)
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const part = ids.slice(at, at + AT_ONCE)
    const rows = await sql<PermitRow>`
      select users.id, case
          when users.id = ${viewerId} then 1
          when mine.is_blocked = 1 or mine.is_blocked_by = 1 then 0
          when ${column} = 'everyone' then 1
          when ${column} = 'friends' and mine.friendship = 'friends' then 1
          else 0
        end as is_permitted
      from users
      left join relations as mine on mine.user_id = ${viewerId} and mine.other_id = users.id
      where users.id in (${sql.join(part)}) and users.state = 'active'
    `.execute(db)
    found.push(...rows.rows)
  }
  return found
}

/** Which of `ids` have a block with `userId`, either way; and, if asked, whom `userId` has muted. */
export async function blockedAmong(
  db: Reader,
  userId: string,
  ids: readonly string[],
  withMuted: boolean,
): Promise<string[]> {
  const found: string[] = []
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const rows = await db
      .selectFrom('relations')
      .select('other_id')
      .where('user_id', '=', userId)
      .where('other_id', 'in', ids.slice(at, at + AT_ONCE))
      .where((eb) =>
        eb.or([eb('is_blocked', '=', 1), eb('is_blocked_by', '=', 1), ...(withMuted ? [eb('is_muted', '=', 1)] : [])]),
      )
      .execute()
    found.push(...rows.map((row) => row.other_id))
  }
  return found
}

const directQuery = prepared((db, at: { userId: string; conversationId: string }) =>
  db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.user_id')
    .leftJoin('relations', (join) =>
      join.on('relations.user_id', '=', at.userId).onRef('relations.other_id', '=', 'members.user_id'),
    )
    .select([
      'users.state',
      'users.may_message',
      'members.has_written',
      'relations.friendship',
      'relations.is_blocked',
      'relations.is_blocked_by',
    ])
    .where('members.conversation_id', '=', at.conversationId)
    .where('members.user_id', '!=', at.userId),
)

const writtenQuery = prepared((db, at: { authorId: string; directKey: string }) =>
  db
    .selectFrom('conversations')
    .innerJoin('members', 'members.conversation_id', 'conversations.id')
    .select('members.has_written')
    .where('conversations.direct_key', '=', at.directKey)
    .where('members.user_id', '=', at.authorId),
)

/** Whether `authorId` has ever written to `otherId` in the conversation of the two. */
export async function hasWrittenTo(db: Reader, authorId: string, otherId: string): Promise<boolean> {
  const directKey = [authorId, otherId].toSorted().join(' ')
  return (await writtenQuery(db, { authorId, directKey }))[0]?.has_written === 1
}

/** How the other of a direct conversation stands to `userId`. */
export async function otherOfDirect(db: Reader, userId: string, conversationId: string) {
  return (await directQuery(db, { userId, conversationId }))[0]
}

const blindQuery = prepared((db, at: { readerId: string; conversationId: string }) =>
  db
    .selectFrom('members')
    .innerJoin('users', (join) => join.on('users.id', '=', at.readerId))
    .leftJoin('relations', (join) =>
      join.on('relations.user_id', '=', at.readerId).onRef('relations.other_id', '=', 'members.user_id'),
    )
    .select('members.user_id')
    .where('members.conversation_id', '=', at.conversationId)
    .where('members.left_at', 'is', null)
    .where('members.user_id', '!=', at.readerId)
    .where(
      sql<boolean>`(relations.is_blocked = 1 or relations.is_blocked_by = 1 or users.may_see_reads = 'nobody'
        or (users.may_see_reads = 'friends' and coalesce(relations.friendship, 'none') <> 'friends'))`,
    ),
)

/** Who of a small conversation is not told how far `readerId` has read. */
export async function blindToReads(db: Reader, readerId: string, conversationId: string): Promise<string[]> {
  return (await blindQuery(db, { readerId, conversationId })).map((row) => row.user_id)
}

/** As `blindToReads`, of many: by conversation, also where it is nobody. */
export async function blindToReadsAmong(
  db: Reader,
  readerId: string,
  conversationIds: readonly string[],
): Promise<Map<string, string[]>> {
  const blind = new Map<string, string[]>()
  for (const id of conversationIds) blind.set(id, await blindToReads(db, readerId, id))
  return blind
}

const sightQuery = prepared((db, { userId }: { userId: string }) =>
  db
    .selectFrom('relations')
    .select(['other_id', 'friendship', 'is_blocked', 'is_blocked_by'])
    .where('user_id', '=', userId)
    .where((eb) =>
      eb.or([
        eb('friendship', '=', sql.lit('friends')),
        eb('is_blocked', '=', sql.lit(1)),
        eb('is_blocked_by', '=', sql.lit(1)),
      ]),
    ),
)

const audienceQuery = prepared((db, { userId }: { userId: string }) =>
  db.selectFrom('users').select('may_see_presence').where('id', '=', userId),
)

export interface SightRows {
  audience: Audience
  relations: Pick<RelationsTable, 'other_id' | 'friendship' | 'is_blocked' | 'is_blocked_by'>[]
}

/** To whom somebody shows that they are here: their setting, their friends, and the blocks either way. */
export async function sightRows(db: Reader, userId: string): Promise<SightRows> {
  const [own] = await audienceQuery(db, { userId })
  return { audience: own?.may_see_presence ?? 'nobody', relations: await sightQuery(db, { userId }) }
}
