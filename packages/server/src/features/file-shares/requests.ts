import type { AccessRequest } from '@kith/protocol/file-shares.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { toTimestamp } from '../../timestamp.ts'
import { entriesByIds, entryViews } from '../files/files.ts'
import { tellUnread } from '../notifications/notifications.ts'
import { projectPeopleAmong, projectTaking } from '../project-access/project-access.ts'
import { letPeopleIn, ownedProject, ownerIds } from '../projects/projects.ts'
import { cardsOf } from '../users/users.ts'
import { deleteRequest, insertRequest, requestsOf, sharedWith } from './share-rows.ts'

const REQUESTS_MAX = 200

/**
 * Asks the owners of a project to be let in, by a file that a message shows the caller. Who asks again, or is in it by
 * now, changes nothing.
 * @throws Problem `not-found`, `rate-limited`, `not-durable`
 */
export async function askForAccess(
  ctx: AppContext,
  caller: Caller,
  { fileId, note }: CallParsed<'POST /api/shared-files/:fileId/requests'>,
): Promise<void> {
  const { userId } = caller
  const now = ctx.now()
  const [file] = await entriesByIds(ctx.db.read, [fileId])
  const isShared = (await sharedWith(ctx.db.read, userId, [fileId])).has(fileId)
  if (file === undefined || file.trash_id !== null || !isShared) throw new Problem('not-found')
  const { project_id: projectId } = file
  if ((await projectPeopleAmong(ctx.db.read, projectId, [userId])).has(userId)) return
  ctx.limiter.take('access-request', userId)
  await ctx.db.write(async (tx) => {
    const request = { project_id: projectId, user_id: userId, file_id: fileId, note, created_at: now }
    if (!(await insertRequest(tx, request))) return
    for (const ownerId of await ownerIds(tx, projectId)) {
      const target = { projectId, fileId }
      await enqueue(tx, 'notify', { userId: ownerId, kind: 'access-request', actorId: userId, target }, { now })
    }
  })
  ctx.jobs.wake()
}

/** Who would like to be let in, oldest first. @throws Problem `not-found`, `forbidden` for whoever is no owner */
export async function listRequests(
  ctx: AppContext,
  caller: Caller,
  { projectId }: { projectId: string },
): Promise<{ items: AccessRequest[] }> {
  const db = ctx.db.read
  await ownedProject(ctx, caller, projectId)
  const rows = await requestsOf(db, projectId, REQUESTS_MAX)
  const files = await entriesByIds(
    db,
    rows.map((row) => row.file_id),
  )
  const shown = files.filter((file) => file.project_id === projectId && file.trash_id === null)
  const entries = new Map((await entryViews(db, shown)).map((entry) => [entry.id, entry]))
  const cards = await cardsOf(
    db,
    rows.map((row) => row.user_id),
  )
  return {
    items: rows.flatMap((row) => {
      const user = cards.get(row.user_id)
      if (user === undefined) return []
      return { user, note: row.note, entry: entries.get(row.file_id) ?? null, createdAt: toTimestamp(row.created_at) }
    }),
  }
}

/** Lets somebody in who asked, or does away with what they asked. @throws Problem `not-found`, `forbidden`, `not-durable` */
export async function answerRequest(
  ctx: AppContext,
  caller: Caller,
  { projectId, userId, role }: CallParsed<'PUT /api/projects/:projectId/requests/:userId'>,
): Promise<void> {
  const { tell, owners } = await ctx.db.write(async (tx) => {
    const taking = { revs: 0, action: 'manage-people' as const, now: ctx.now() }
    const project = await projectTaking(tx, caller.userId, projectId, taking)
    if (!(await deleteRequest(tx, projectId, userId))) throw new Problem('not-found')
    const letIn = { actorId: caller.userId, userIds: [userId], haveAsked: true }
    return {
      tell: role === null ? () => undefined : await letPeopleIn(ctx, tx, project, { ...letIn, role }),
      owners: await ownerIds(tx, projectId),
    }
  })
  tell()
  ctx.jobs.wake()
  // What was asked is answered for all of them.
  for (const ownerId of owners) tellUnread(ctx, ownerId)
}
