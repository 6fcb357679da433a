import type { Database, Tx } from '../../database/database.ts'
import { prepared } from '../../database/prepared.ts'
import type { ProjectMembersTable, ProjectsTable } from '../../database/schema-projects.ts'

type Reader = Database['read']

/** A project with what one of its people is in it. */
export type MemberProject = ProjectsTable & Pick<ProjectMembersTable, 'user_id' | 'role' | 'joined_at' | 'seen_rev'>

function memberProjects(db: Reader) {
  return db
    .selectFrom('project_members')
    .innerJoin('projects', 'projects.id', 'project_members.project_id')
    .selectAll('projects')
    .select([
      'project_members.user_id',
      'project_members.role',
      'project_members.joined_at',
      'project_members.seen_rev',
    ])
    .where('project_members.left_at', 'is', null)
}

const projectQuery = prepared((db, at: { userId: string; projectId: string }) =>
  memberProjects(db)
    .where('project_members.user_id', '=', at.userId)
    .where('project_members.project_id', '=', at.projectId),
)

export async function projectRow(db: Reader, userId: string, projectId: string): Promise<MemberProject | undefined> {
  return (await projectQuery(db, { userId, projectId }))[0]
}

/** Those of `projectIds` that `userId` is in. */
export async function projectsAmong(
  db: Reader,
  userId: string,
  projectIds: readonly string[],
): Promise<MemberProject[]> {
  if (projectIds.length === 0) return []
  return memberProjects(db)
    .where('project_members.user_id', '=', userId)
    .where('project_members.project_id', 'in', projectIds)
    .execute()
}

/** Adds to the counter and thereby locks the row until the transaction ends. False when there is no such project. */
export async function takeProjectRevs(tx: Tx, projectId: string, revs: number, now: number): Promise<boolean> {
  const rows = await tx
    .updateTable('projects')
    .set((eb) => ({ head: eb('head', '+', revs), ...(revs > 0 ? { last_activity_at: now } : {}) }))
    .where('id', '=', projectId)
    .returning('id')
    .execute()
  return rows.length > 0
}

/** Which of `userIds` are in the project now. */
export async function projectPeopleAmong(
  db: Reader,
  projectId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  if (userIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('project_members')
    .select('user_id')
    .where('project_id', '=', projectId)
    .where('left_at', 'is', null)
    .where('user_id', 'in', userIds)
    .execute()
  return new Set(rows.map((row) => row.user_id))
}
