import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { ProjectsTable } from '../../database/schema-projects.ts'

type Reader = Database['read']
export type ProjectRow = ProjectsTable

export async function insertProject(tx: Tx, row: ProjectRow): Promise<void> {
  await tx.insertInto('projects').values(row).execute()
}

export async function updateProject(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      ProjectRow,
      | 'name'
      | 'description'
      | 'color'
      | 'cover_key'
      | 'visibility'
      | 'join_role'
      | 'announces_files'
      | 'archived_at'
      | 'delete_at'
      | 'rev'
    >
  >,
): Promise<void> {
  await tx.updateTable('projects').set(change).where('id', '=', id).execute()
}

export async function projectById(db: Reader, id: string): Promise<ProjectRow | undefined> {
  return db.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function projectByClientId(db: Reader, userId: string, clientId: string): Promise<ProjectRow | undefined> {
  return db
    .selectFrom('projects')
    .selectAll()
    .where('created_by', '=', userId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
}

export async function countBegun(db: Reader, userId: string): Promise<number> {
  const row = await db
    .selectFrom('projects')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('created_by', '=', userId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export interface ListCursor {
  at: number
  id: string
}

/** Ids of the projects of `userId`, newest activity first. */
export async function ownProjectPage(
  db: Reader,
  userId: string,
  { state, limit, cursor }: { state: 'active' | 'archived' | 'all'; limit: number; cursor: ListCursor | null },
): Promise<{ id: string; last_activity_at: number }[]> {
  return db
    .selectFrom('project_members')
    .innerJoin('projects', 'projects.id', 'project_members.project_id')
    .select(['projects.id', 'projects.last_activity_at'])
    .where('project_members.user_id', '=', userId)
    .where('project_members.left_at', 'is', null)
    .$if(state === 'active', (query) => query.where('projects.archived_at', 'is', null))
    .$if(state === 'archived', (query) => query.where('projects.archived_at', 'is not', null))
    .$if(cursor !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('projects.last_activity_at', '<', cursor?.at ?? 0),
          eb.and([eb('projects.last_activity_at', '=', cursor?.at ?? 0), eb('projects.id', '<', cursor?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('projects.last_activity_at', 'desc')
    .orderBy('projects.id', 'desc')
    .limit(limit)
    .execute()
}

export interface DirectoryCursor {
  count: number
  id: string
}

/** Open projects that are not read-only, most people first, whose name or description contains `needle` (taken literally). */
export async function openProjectPage(
  db: Reader,
  userId: string,
  { needle, limit, cursor }: { needle: string; limit: number; cursor: DirectoryCursor | null },
): Promise<(ProjectRow & { is_member: number })[]> {
  const pattern = `%${needle.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const matches =
    needle === ''
      ? sql``
      : sql`and (lower(name) like ${pattern} escape '\\' or lower(description) like ${pattern} escape '\\')`
  const after = cursor === null ? sql`` : sql`and (member_count, id) < (${cursor.count}, ${cursor.id})`
  const { rows } = await sql<ProjectRow & { is_member: number }>`
    select projects.*, case when exists (
      select 1 from project_members as own
      where own.project_id = projects.id and own.user_id = ${userId} and own.left_at is null
    ) then 1 else 0 end as is_member
    from projects
    where visibility = 'open' and archived_at is null and delete_at is null ${matches} ${after}
    order by member_count desc, id desc
    limit ${limit}
  `.execute(db)
  return rows
}

/** By project: how much others did in it that `userId` has not seen. */
export async function unseenIn(
  db: Reader,
  userId: string,
  projectIds: readonly string[],
): Promise<Map<string, number>> {
  if (projectIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('project_members')
    .innerJoin('project_activity', (join) =>
      join
        .onRef('project_activity.project_id', '=', 'project_members.project_id')
        .onRef('project_activity.rev', '>', 'project_members.seen_rev'),
    )
    .select(['project_members.project_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('project_members.user_id', '=', userId)
    .where('project_members.project_id', 'in', projectIds)
    .where((eb) => eb.or([eb('project_activity.actor_id', 'is', null), eb('project_activity.actor_id', '!=', userId)]))
    .groupBy('project_members.project_id')
    .execute()
  return new Map(rows.map((row) => [row.project_id, Number(row.count)]))
}

/** The `each` newest people of each project. */
export async function newestPeople(
  db: Reader,
  projectIds: readonly string[],
  each: number,
): Promise<{ project_id: string; user_id: string }[]> {
  if (projectIds.length === 0) return []
  const { rows } = await sql<{ project_id: string; user_id: string }>`
    select project_id, user_id from (
      select project_id, user_id,
        row_number() over (partition by project_id order by joined_at desc, user_id) as place
      from project_members
      where project_id in (${sql.join([...projectIds])}) and left_at is null
    ) as placed
    where place <= ${each}
    order by project_id, place
  `.execute(db)
  return rows
}

export interface ConversationCursor {
  rank: number
  title: string
  id: string
}

export interface ProjectConversationRow {
  id: string
  title: string | null
  topic: string
  member_count: number
  is_main: number
  is_public: number
  is_member: number
  created_at: number
}

/** Its conversations that `userId` is in or may join: the main one, then by title. */
export async function conversationPage(
  db: Reader,
  userId: string,
  projectId: string,
  { limit, cursor }: { limit: number; cursor: ConversationCursor | null },
): Promise<(ProjectConversationRow & { rank: number; sort_title: string })[]> {
  const after =
    cursor === null ? sql`` : sql`where (rank, sort_title, id) > (${cursor.rank}, ${cursor.title}, ${cursor.id})`
  const { rows } = await sql<ProjectConversationRow & { rank: number; sort_title: string }>`
    select * from (
      select conversations.id, title, topic, member_count, is_main, is_public, conversations.created_at,
        1 - is_main as rank, lower(coalesce(title, '')) as sort_title,
        case when members.user_id is null then 0 else 1 end as is_member
      from conversations
      left join members on members.conversation_id = conversations.id
        and members.user_id = ${userId} and members.left_at is null
      where project_id = ${projectId}
        and (members.user_id is not null or (is_public = 1 and kind = 'channel'))
    ) as listed ${after}
    order by rank, sort_title, id
    limit ${limit}
  `.execute(db)
  return rows
}

export async function insertCover(tx: Tx, row: { key: string; project_id: string; sha256: string }): Promise<void> {
  await tx.insertInto('project_covers').values(row).execute()
}

export async function coverBy(db: Reader, key: string): Promise<{ sha256: string } | undefined> {
  return db.selectFrom('project_covers').select('sha256').where('key', '=', key).executeTakeFirst()
}

/** Takes the pictures of a project away; the bytes that they stood for. */
export async function deleteCovers(tx: Tx, projectId: string): Promise<string[]> {
  const rows = await tx.deleteFrom('project_covers').where('project_id', '=', projectId).returning('sha256').execute()
  return rows.map(({ sha256 }) => sha256)
}

/** The conversations of a project that `userId` is in, by id: the order in which they are locked. */
export async function conversationIdsIn(db: Reader, projectId: string, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('conversations')
    .innerJoin('members', 'members.conversation_id', 'conversations.id')
    .select('conversations.id')
    .where('conversations.project_id', '=', projectId)
    .where('members.user_id', '=', userId)
    .where('members.left_at', 'is', null)
    .orderBy('conversations.id')
    .execute()
  return rows.map(({ id }) => id)
}
