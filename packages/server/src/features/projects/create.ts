import { randomUUIDv7 } from 'node:crypto'
import { limits } from '@kith/protocol/limits.ts'
import type { Project, ProjectRole } from '@kith/protocol/projects.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import type { MembersTable } from '../../database/schema.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { makeMain } from '../conversations/conversations.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { noteActivity } from '../project-access/project-access.ts'
import { refuseUnlessPermitted } from '../relations/relations.ts'
import { insertPeople } from './people-rows.ts'
import { countBegun, insertProject, projectByClientId } from './project-rows.ts'
import { projectOf, tellOwnProject } from './project-view.ts'

type Input = CallParsed<'POST /api/projects'>

/** What somebody is in the main conversation, by what they are in the project. */
export const roleInMain: Readonly<Record<ProjectRole, MembersTable['role']>> = {
  owner: 'owner',
  editor: 'admin',
  commenter: 'member',
  reader: 'member',
}

/**
 * Starts a project with its main conversation; the same clientId again gives the first one (`isNew` false).
 * @throws Problem `not-found` (somebody whom the caller cannot know of), `not-accepting`, `client-id-reused`,
 *   `validation-failed` (too many projects)
 */
export async function createProject(
  ctx: AppContext,
  caller: Caller,
  input: Input,
): Promise<{ project: Project; isNew: boolean }> {
  const others = [...new Set(input.memberIds)].filter((id) => id !== caller.userId)
  try {
    const { id, tell } = await ctx.db.write((tx) => make(ctx, tx, caller, input, others))
    tell()
    ctx.jobs.wake()
    return { project: await projectOf(ctx, ctx.db.read, caller.userId, id), isNew: true }
  } catch (error) {
    if (!isUniqueViolation(error) || input.clientId === undefined) throw error
    return { project: await madeBefore(ctx, caller, input.clientId, input), isNew: false }
  }
}

async function make(
  ctx: AppContext,
  tx: Tx,
  caller: Caller,
  input: Input,
  others: readonly string[],
): Promise<{ id: string; tell: AfterCommit }> {
  const now = ctx.now()
  if ((await countBegun(tx, caller.userId)) >= limits.projectsMax) {
    throw new Problem('validation-failed', {
      errors: [{ path: 'name', code: 'too_big', message: `nobody begins more than ${limits.projectsMax} projects` }],
    })
  }
  await refuseUnlessPermitted(tx, caller.userId, others, 'may_add')
  const id = randomUUIDv7()
  const main = await makeMain(ctx, tx, {
    projectId: id,
    title: input.name,
    ownerId: caller.userId,
    otherIds: others,
    roleOfOthers: roleInMain[input.memberRole],
  })
  const everyone = [caller.userId, ...others]
  const head = everyone.length + 1
  await insertProject(tx, {
    id,
    name: input.name,
    description: input.description ?? '',
    color: input.color ?? 'persimmon',
    cover_key: null,
    conversation_id: main.id,
    visibility: input.visibility ?? 'private',
    join_role: input.joinRole ?? 'commenter',
    announces_files: (input.announcesFiles ?? true) ? 1 : 0,
    client_id: input.clientId ?? null,
    created_by: caller.userId,
    created_at: now,
    archived_at: null,
    delete_at: null,
    head,
    rev: head,
    member_count: 0,
    file_count: 0,
    used_bytes: 0,
    last_activity_at: now,
  })
  await insertPeople(
    tx,
    everyone.map((userId, index) => ({
      project_id: id,
      user_id: userId,
      role: userId === caller.userId ? ('owner' as const) : input.memberRole,
      rev: index + 1,
      // A millisecond apart, so that the order of joining is total.
      joined_at: now + index,
      left_at: null,
      is_removed: 0 as const,
      seen_rev: userId === caller.userId ? head : 0,
    })),
  )
  await noteActivity(tx, { project_id: id, rev: head, actor_id: caller.userId, kind: 'project-made', at: now })
  if (others.length > 0) {
    const added = { conversationId: main.id, actorId: caller.userId, userIds: [...others], seq: 1 }
    await enqueue(tx, 'notify-added', added, { now })
  }
  const tell = (): void => {
    main.tell()
    for (const userId of everyone) tellOwnProject(ctx, userId, id)
  }
  return { id, tell }
}

async function madeBefore(ctx: AppContext, caller: Caller, clientId: string, input: Input): Promise<Project> {
  const row = await projectByClientId(ctx.db.read, caller.userId, clientId)
  if (row === undefined) throw new Error('a clientId was stored and is not')
  if (row.name !== input.name) throw new Problem('client-id-reused')
  return projectOf(ctx, ctx.db.read, caller.userId, row.id)
}
