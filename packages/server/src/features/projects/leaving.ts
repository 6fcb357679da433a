import type { AppContext } from '../../context.ts'
import type { Caller } from '../../caller.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { departFrom } from '../conversations/conversations.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { noteActivity, projectTaking, takeProjectRevs, tellProject } from '../project-access/project-access.ts'
import { giveRole } from './people.ts'
import { heirTo, ownerIds, personOf, projectIdsOf, takeOut } from './people-rows.ts'
import { conversationIdsIn, projectById, updateProject } from './project-rows.ts'
import type { ProjectRow } from './project-rows.ts'
import { asPeople } from './project-view.ts'

/**
 * Removes someone, or leaves (`me`, or one's own id): the project and all of its conversations.
 * @throws Problem `not-found`, `forbidden`, `last-owner`
 */
export async function removePerson(
  ctx: AppContext,
  caller: Caller,
  input: { projectId: string; userId: string },
): Promise<void> {
  const { projectId } = input
  const userId = input.userId === 'me' ? caller.userId : input.userId
  const isLeaving = userId === caller.userId
  const tell = await ctx.db.write(async (tx) => {
    const action = isLeaving ? null : 'manage-people'
    const project = await projectTaking(tx, caller.userId, projectId, { revs: 1, action, now: ctx.now() })
    const known = await personOf(tx, projectId, userId)
    if (known === undefined) throw new Problem('not-found')
    if (known.role === 'owner' && (await ownerIds(tx, projectId)).length === 1) throw new Problem('last-owner')
    return goOut(ctx, tx, project, { userId, removerId: isLeaving ? null : caller.userId })
  })
  tell()
}

/** Takes somebody whose account goes out of all projects. One that they alone own is handed on; one without people goes. */
export async function leaveAllProjects(ctx: AppContext, userId: string): Promise<void> {
  for (const projectId of await projectIdsOf(ctx.db.read, userId)) {
    const tell = await ctx.db.write((tx) => departFromProject(ctx, tx, projectId, userId))
    tell()
  }
}

async function departFromProject(ctx: AppContext, tx: Tx, projectId: string, userId: string): Promise<AfterCommit> {
  const now = ctx.now()
  await takeProjectRevs(tx, projectId, 0, now)
  const known = await personOf(tx, projectId, userId)
  if (known === undefined) return () => undefined
  const tellers: AfterCommit[] = []
  const isAlone = known.role === 'owner' && (await ownerIds(tx, projectId)).length === 1
  const heir = isAlone ? await heirTo(tx, projectId, userId) : null
  if (heir !== null) {
    await takeProjectRevs(tx, projectId, 1, now)
    const given = await giveRole(ctx, tx, await locked(tx, projectId), { known: heir, role: 'owner', actorId: userId })
    tellers.push(given.tell)
  }
  await takeProjectRevs(tx, projectId, 1, now)
  const project = await locked(tx, projectId)
  tellers.push(await goOut(ctx, tx, project, { userId, removerId: null }))
  // Nobody could take it back.
  if (isAlone && heir === null) await updateProject(tx, projectId, { delete_at: now })
  return () => {
    for (const tell of tellers) tell()
  }
}

async function locked(tx: Tx, projectId: string): Promise<ProjectRow> {
  const project = await projectById(tx, projectId)
  if (project === undefined) throw new Error('a project is gone while it is locked')
  return project
}

/** At the rev that was taken last; the project is locked. Call what it returns after the commit. */
async function goOut(
  ctx: AppContext,
  tx: Tx,
  project: ProjectRow,
  { userId, removerId }: { userId: string; removerId: string | null },
): Promise<AfterCommit> {
  const { id: projectId, head: rev } = project
  const now = ctx.now()
  const known = await personOf(tx, projectId, userId)
  if (known === undefined) throw new Error('a person of a project is none')
  const isRemoved = removerId === null ? (0 as const) : (1 as const)
  await takeOut(tx, known, { left_at: now, rev, is_removed: isRemoved })
  await noteActivity(tx, {
    project_id: projectId,
    rev,
    actor_id: removerId ?? userId,
    kind: removerId === null ? 'member-left' : 'member-removed',
    user_id: userId,
    at: now,
  })
  const conversationIds = await conversationIdsIn(tx, projectId, userId)
  const tellers: AfterCommit[] = []
  for (const id of conversationIds) tellers.push(await departFrom(ctx, tx, userId, id, removerId))
  const [member] = await asPeople(tx, [{ ...known, left_at: now, rev }])
  const memberCount = project.member_count - 1
  return () => {
    for (const tell of tellers) tell()
    for (const conversationId of conversationIds) ctx.live.toUser(userId, 'conversation_gone', { conversationId })
    ctx.live.toUser(userId, 'project_gone', { projectId, rev })
    if (member !== undefined) {
      tellProject(ctx, project, 'project_member_changed', { projectId, rev, memberCount, member })
    }
  }
}
