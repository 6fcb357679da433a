import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type {
  FileAnnouncementsTable,
  ProjectActivityTable,
  ProjectEntriesTable,
} from '../../database/schema-projects.ts'
import { isInNoMove } from '../project-access/project-access.ts'

type Reader = Database['read']
export type ActivityRow = ProjectActivityTable

/** Ascending by rev: files and folders that changed in (`since`, `upTo`], tombstones too. */
export async function entriesChanged(
  db: Reader,
  projectId: string,
  range: { since: number; upTo: number },
  limit: number,
): Promise<ProjectEntriesTable[]> {
  return db
    .selectFrom('project_entries')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('rev', '>', range.since)
    .where('rev', '<=', range.upTo)
    .orderBy('rev')
    .orderBy('id')
    .limit(limit)
    .execute()
}

export interface ActivityCursor {
  rev: number
  id: string
}

/** What was done after `since`, newest first. */
export async function activityBefore(
  db: Reader,
  projectId: string,
  { since, before, limit }: { since: number; before: ActivityCursor | null; limit: number },
): Promise<ActivityRow[]> {
  return db
    .selectFrom('project_activity')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('rev', '>', since)
    .$if(before !== null, (query) =>
      query
        .where('rev', '<=', before?.rev ?? 0)
        .where((eb) => eb.or([eb('rev', '<', before?.rev ?? 0), eb('id', '<', before?.id ?? '')])),
    )
    .orderBy('rev', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function announcementOf(tx: Tx, projectId: string): Promise<FileAnnouncementsTable | undefined> {
  return tx.selectFrom('file_announcements').selectAll().where('project_id', '=', projectId).executeTakeFirst()
}

export async function deleteAnnouncement(tx: Tx, projectId: string): Promise<void> {
  await tx.deleteFrom('file_announcements').where('project_id', '=', projectId).execute()
}

/** What one person brought. */
export interface BroughtRow {
  actor_id: string
  /** Files and versions of files, each file once. */
  count: number
  /** Those that were not there before. */
  new_count: number
}

const isBrought = sql`
  project_activity.kind in ('file-added', 'version-added', 'version-restored')
  and project_entries.trash_id is null and project_entries.is_gone = 0
`

/** Who brought how much from `fromRev` on that is still there, in the order in which they ended. */
export async function broughtSince(db: Reader, projectId: string, fromRev: number): Promise<BroughtRow[]> {
  const { rows } = await sql<BroughtRow>`
    select actor_id, count(*) as count, sum(is_new) as new_count from (
      select project_activity.actor_id, project_activity.entry_id, max(project_activity.rev) as last_rev,
        max(case when project_activity.kind = 'file-added' then 1 else 0 end) as is_new
      from project_activity
      inner join project_entries on project_entries.id = project_activity.entry_id
      where project_activity.project_id = ${projectId} and project_activity.rev >= ${fromRev}
        and project_activity.actor_id is not null and ${isBrought} and ${await isInNoMove(db, 'project_entries')}
      group by project_activity.actor_id, project_activity.entry_id
    ) as brought
    group by actor_id
    order by max(last_rev), actor_id
  `.execute(db)
  return rows.map((row) => ({ ...row, count: Number(row.count), new_count: Number(row.new_count) }))
}

/** The files that `actorId` brought last, the newest first. */
export async function lastBroughtBy(
  db: Reader,
  projectId: string,
  { actorId, fromRev, limit }: { actorId: string; fromRev: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ entry_id: string }>`
    select project_activity.entry_id from project_activity
    inner join project_entries on project_entries.id = project_activity.entry_id
    where project_activity.project_id = ${projectId} and project_activity.rev >= ${fromRev}
      and project_activity.actor_id = ${actorId} and ${isBrought} and ${await isInNoMove(db, 'project_entries')}
    group by project_activity.entry_id
    order by max(project_activity.rev) desc
    limit ${limit}
  `.execute(db)
  return rows.map((row) => row.entry_id)
}

/** When the newest file was brought; null where none was. */
export async function lastBrought(db: Reader, projectId: string, fromRev: number): Promise<number | null> {
  const row = await db
    .selectFrom('project_activity')
    .select('at')
    .where('project_id', '=', projectId)
    .where('rev', '>=', fromRev)
    .where('kind', 'in', ['file-added', 'version-added', 'version-restored'])
    .orderBy('rev', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}
