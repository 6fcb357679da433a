import { limits } from '@kith/protocol/limits.ts'
import type { Project, ProjectCard, ProjectMember, ProjectShared } from '@kith/protocol/projects.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { projectsAmong } from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { cardsOf } from '../users/users.ts'
import type { PersonRow } from './people-rows.ts'
import { newestPeople, unseenIn } from './project-rows.ts'
import type { ProjectRow } from './project-rows.ts'

const PEOPLE_SHOWN = 8

type Ctx = Pick<AppContext, 'config'>

/** Projects as `userId` has them, in the order of `ids`; those that are not theirs are left out. */
export async function projectsOf(
  ctx: Ctx,
  db: Database['read'],
  userId: string,
  ids: readonly string[],
): Promise<Project[]> {
  const rows = new Map((await projectsAmong(db, userId, ids)).map((row) => [row.id, row]))
  const known = [...rows.keys()]
  const unseen = await unseenIn(db, userId, known)
  const people = await newestPeople(db, known, PEOPLE_SHOWN)
  const cards = await cardsOf(
    db,
    people.map((person) => person.user_id),
  )
  const shown = Map.groupBy(people, (person) => person.project_id)
  return ids.flatMap((id) => {
    const row = rows.get(id)
    if (row === undefined) return []
    return {
      ...sharedFields(ctx, row),
      role: row.role,
      joinedAt: toTimestamp(row.joined_at),
      seenRev: row.seen_rev,
      unseen: Math.min(limits.unreadMax, unseen.get(id) ?? 0),
      members: (shown.get(id) ?? []).flatMap((person) => cards.get(person.user_id) ?? []),
    }
  })
}

/** @throws Problem `not-found` when `userId` is not in it */
export async function projectOf(ctx: Ctx, db: Database['read'], userId: string, projectId: string): Promise<Project> {
  const [project] = await projectsOf(ctx, db, userId, [projectId])
  if (project === undefined) throw new Problem('not-found')
  return project
}

/** Sends `userId` their entry, if a device of theirs is here to hear it. */
export function tellOwnProject(ctx: AppContext, userId: string, projectId: string): void {
  if (!ctx.live.isHere(userId)) return
  const told = projectOf(ctx, ctx.db.read, userId, projectId).then(
    (project) => ctx.live.toUser(userId, 'project', project),
    // They left meanwhile.
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error
    },
  )
  ctx.background.run('telling a project', told)
}

export function sharedOf(ctx: Ctx, row: ProjectRow): ProjectShared {
  return { ...sharedFields(ctx, row), rev: row.rev }
}

export function cardOf(row: ProjectRow, isMember: boolean): ProjectCard {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    color: row.color,
    coverUrl: coverUrlOf(row),
    memberCount: row.member_count,
    fileCount: row.file_count,
    joinRole: row.join_role,
    isMember,
  }
}

export async function asPeople(db: Database['read'], rows: readonly PersonRow[]): Promise<ProjectMember[]> {
  const cards = await cardsOf(
    db,
    rows.map((row) => row.user_id),
  )
  return rows.flatMap((row) => {
    const user = cards.get(row.user_id)
    if (user === undefined) return []
    const { role, rev } = row
    return { user, role, rev, joinedAt: toTimestamp(row.joined_at), leftAt: toTimestampOrNull(row.left_at) }
  })
}

function coverUrlOf({ cover_key: key }: Pick<ProjectRow, 'cover_key'>): string | null {
  return key === null ? null : `/api/project-covers/${key}`
}

function sharedFields({ config }: Ctx, row: ProjectRow | MemberProject) {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    color: row.color,
    coverUrl: coverUrlOf(row),
    conversationId: row.conversation_id,
    visibility: row.visibility,
    joinRole: row.join_role,
    announcesFiles: row.announces_files === 1,
    memberCount: row.member_count,
    fileCount: row.file_count,
    usedBytes: row.used_bytes,
    quotaBytes: config.PROJECT_QUOTA_BYTES,
    createdAt: toTimestamp(row.created_at),
    lastActivityAt: toTimestamp(row.last_activity_at),
    archivedAt: toTimestampOrNull(row.archived_at),
    deletesAt: toTimestampOrNull(row.delete_at),
    head: row.head,
  }
}
