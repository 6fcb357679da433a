import { limits } from '@kith/protocol/limits.ts'
import type { SystemEvent } from '@kith/protocol/messages.ts'
import type { Project, ProjectMember, ProjectRole } from '@kith/protocol/projects.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { letIntoMain, setMainRole } from '../conversations/conversations.ts'
import type { AfterCommit } from '../membership/membership.ts'
import {
  noteActivity,
  projectFor,
  projectPeopleAmong,
  projectTaking,
  takeProjectRevs,
  tellProject,
} from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { refuseUnlessPermitted } from '../relations/relations.ts'
import { cardsOf } from '../users/users.ts'
import { roleInMain } from './create.ts'
import { insertPeople, ownerIds, personOf, updatePerson, wasTakenOut } from './people-rows.ts'
import type { PersonRow } from './people-rows.ts'
import { projectById } from './project-rows.ts'
import type { ProjectRow } from './project-rows.ts'
import { asPeople, projectOf, tellOwnProject } from './project-view.ts'

/**
 * Adds people; those who are in it already stay as they are.
 * @throws Problem `not-found` (the project or one of them), `forbidden`, `not-accepting`, `validation-failed` (too many)
 */
export async function addPeople(
  ctx: AppContext,
  caller: Caller,
  { projectId, role, ...input }: CallParsed<'POST /api/projects/:projectId/members'>,
): Promise<Project> {
  const asked = [...new Set(input.userIds)]
  const tell = await ctx.db.write(async (tx) => {
    const taking = { revs: 0, action: 'manage-people' as const, now: ctx.now() }
    const project = await projectTaking(tx, caller.userId, projectId, taking)
    return letPeopleIn(ctx, tx, project, { actorId: caller.userId, userIds: asked, role })
  })
  tell()
  ctx.jobs.wake()
  return projectOf(ctx, ctx.db.read, caller.userId, projectId)
}

/** Lets those of `userIds` in who are not there. The project is locked, and the actor may. `haveAsked`: they want it. */
export async function letPeopleIn(
  ctx: AppContext,
  tx: Tx,
  project: MemberProject,
  {
    actorId,
    userIds: asked,
    role,
    haveAsked = false,
  }: { actorId: string; userIds: readonly string[]; role: ProjectRole; haveAsked?: boolean },
): Promise<AfterCommit> {
  const cards = await cardsOf(tx, asked)
  if (cards.size !== asked.length) throw new Problem('not-found')
  const present = await projectPeopleAmong(tx, project.id, asked)
  const userIds = asked.filter((id) => !present.has(id))
  if (userIds.length === 0) return () => undefined
  if (!haveAsked) await refuseUnlessPermitted(tx, actorId, userIds, 'may_add')
  const users = userIds.flatMap((id) => cards.get(id) ?? [])
  const { seq, tell } = await comeIn(ctx, tx, project, { actorId, userIds, role, event: { type: 'added', users } })
  const added = { conversationId: project.conversation_id, actorId, userIds, seq }
  await enqueue(tx, 'notify-added', added, { now: ctx.now() })
  return tell
}

/**
 * Joins an open project; who is in it already stays as they are.
 * @throws Problem `not-found` for anything else, also for somebody whom others took out of it
 */
export async function joinProject(ctx: AppContext, caller: Caller, projectId: string): Promise<Project> {
  const tell = await ctx.db.write(async (tx) => {
    if (!(await takeProjectRevs(tx, projectId, 0, ctx.now()))) throw new Problem('not-found')
    if ((await personOf(tx, projectId, caller.userId)) !== undefined) return () => undefined
    const project = await projectById(tx, projectId)
    const isOpen = project?.visibility === 'open' && project.archived_at === null && project.delete_at === null
    if (!isOpen || (await wasTakenOut(tx, projectId, caller.userId))) throw new Problem('not-found')
    return joinAs(ctx, tx, project, { userId: caller.userId, role: project.join_role })
  })
  tell()
  return projectOf(ctx, ctx.db.read, caller.userId, projectId)
}

/** Somebody comes by themselves. The project is locked, and they are not in it. Call what it returns after the commit. */
export async function joinAs(
  ctx: AppContext,
  tx: Tx,
  project: ProjectRow,
  { userId, role }: { userId: string; role: ProjectRole },
): Promise<AfterCommit> {
  const coming = { actorId: userId, userIds: [userId], role, event: { type: 'joined' as const } }
  return (await comeIn(ctx, tx, project, coming)).tell
}

async function comeIn(
  ctx: AppContext,
  tx: Tx,
  project: ProjectRow,
  coming: { actorId: string; userIds: string[]; role: ProjectRole; event: SystemEvent },
): Promise<{ seq: number; tell: AfterCommit }> {
  const { actorId, userIds, role, event } = coming
  const { id: projectId, conversation_id: conversationId } = project
  const now = ctx.now()
  if (project.member_count + userIds.length > limits.projectMembersMax) {
    throw new Problem('validation-failed', {
      errors: [
        { path: 'userIds', code: 'too_big', message: `a project has at most ${limits.projectMembersMax} people` },
      ],
    })
  }
  await takeProjectRevs(tx, projectId, userIds.length, now)
  const taken = await projectById(tx, projectId)
  if (taken === undefined) throw new Error('a project is gone while it is locked')
  const rows = userIds.map((userId, index): PersonRow => ({
    project_id: projectId,
    user_id: userId,
    role,
    rev: taken.head - userIds.length + 1 + index,
    joined_at: now + index,
    left_at: null,
    is_removed: 0,
    // What was before they came is not new to them.
    seen_rev: taken.head,
  }))
  await insertPeople(tx, rows)
  for (const { user_id: userId, rev } of rows) {
    await noteActivity(tx, {
      project_id: projectId,
      rev,
      actor_id: actorId,
      kind: 'member-joined',
      user_id: userId,
      at: now,
    })
  }
  const main = await letIntoMain(ctx, tx, conversationId, { actorId, userIds, role: roleInMain[role], event })
  const members = await asPeople(tx, rows)
  const memberCount = taken.member_count + userIds.length
  const tell = (): void => {
    main.tell()
    for (const member of members) {
      tellProject(ctx, project, 'project_member_changed', { projectId, rev: member.rev, memberCount, member })
    }
    for (const userId of userIds) tellOwnProject(ctx, userId, projectId)
  }
  return { seq: main.seq, tell }
}

/** Gives a role. @throws Problem `not-found`, `forbidden`, `last-owner` */
export async function setProjectRole(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'PATCH /api/projects/:projectId/members/:userId'>,
): Promise<ProjectMember> {
  const { projectId, role } = input
  const userId = input.userId === 'me' ? caller.userId : input.userId
  const now = ctx.now()
  const { member, tell } = await ctx.db.write(async (tx) => {
    const taking = { revs: 1, action: 'manage-people' as const, now }
    const project = await projectTaking(tx, caller.userId, projectId, taking)
    const known = await personOf(tx, projectId, userId)
    if (known === undefined) throw new Problem('not-found')
    if (known.role === 'owner' && role !== 'owner' && (await ownerIds(tx, projectId)).length === 1) {
      throw new Problem('last-owner')
    }
    return giveRole(ctx, tx, project, { known, role, actorId: caller.userId })
  })
  tell()
  return member
}

/** Writes the role at the rev that was taken last. Call `tell` after the commit. */
export async function giveRole(
  ctx: AppContext,
  tx: Tx,
  project: ProjectRow,
  { known, role, actorId }: { known: PersonRow; role: ProjectRole; actorId: string },
): Promise<{ member: ProjectMember; tell: AfterCommit }> {
  const { id: projectId, head: rev, member_count: memberCount } = project
  const { user_id: userId } = known
  await updatePerson(tx, known, { role, rev })
  await noteActivity(tx, {
    project_id: projectId,
    rev,
    actor_id: actorId,
    kind: 'role-changed',
    user_id: userId,
    detail: role,
    at: ctx.now(),
  })
  const inMain = await setMainRole(ctx, tx, project.conversation_id, { userId, role: roleInMain[role] })
  const [member] = await asPeople(tx, [{ ...known, role, rev }])
  if (member === undefined) throw new Problem('not-found')
  const tell = (): void => {
    inMain()
    tellProject(ctx, project, 'project_member_changed', { projectId, rev, memberCount, member })
    tellOwnProject(ctx, userId, projectId)
  }
  return { member, tell }
}

/** Whom a link or a request lets in: see `projectFor` for who asks. */
export async function ownedProject(ctx: AppContext, caller: Caller, projectId: string): Promise<MemberProject> {
  const project = await projectFor(ctx.db.read, caller.userId, projectId)
  if (project.role !== 'owner') throw new Problem('forbidden')
  return project
}
