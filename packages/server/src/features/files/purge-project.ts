import type { AppContext } from '../../context.ts'
import { conversationsOfProject, endConversation, gone } from '../conversations/conversations.ts'
import { takeProjectRevs } from '../project-access/project-access.ts'
import { deleteCovers, projectById } from '../projects/projects.ts'
import { purgeFiles, sweepTrash } from './purge.ts'
import { sweepMoves } from './trash-moves.ts'
import { deleteActivity, deleteMembers, deleteProject, projectsPast } from './purge-rows.ts'

const AT_ONCE = 50
const ACTIVITY_AT_ONCE = 1_000

/** Ends what was broken off, takes away what has been in the trash for thirty days, and projects whose time has come. */
export async function sweepProjects(ctx: AppContext): Promise<void> {
  await sweepMoves(ctx)
  await sweepTrash(ctx)
  for (;;) {
    const ids = await projectsPast(ctx.db.read, ctx.now(), AT_ONCE)
    for (const id of ids) await purgeProject(ctx, id)
    if (ids.length < AT_ONCE) return
  }
}

/**
 * Takes a project away for good, if it was deleted and its time has come: first everybody is out of it and its
 * conversations end, then its files go, its own row last. What breaks off goes on with the next sweep.
 */
export async function purgeProject(ctx: AppContext, projectId: string): Promise<void> {
  const ended = await ctx.db.write(async (tx) => {
    const now = ctx.now()
    await takeProjectRevs(tx, projectId, 0, now)
    const project = await projectById(tx, projectId)
    if (project === undefined || project.delete_at === null || project.delete_at > now) return null
    // What was read of it a moment before is older than its end.
    await takeProjectRevs(tx, projectId, 1, now)
    const userIds = await deleteMembers(tx, projectId)
    const conversationIds = (await conversationsOfProject(tx, projectId)).map(({ id }) => id)
    for (const conversationId of conversationIds) await endConversation(tx, conversationId)
    return { userIds, conversationIds, rev: project.head + 1 }
  })
  if (ended === null) return
  const { rev } = ended
  for (const userId of ended.userIds) ctx.live.toUser(userId, 'project_gone', { projectId, rev })
  for (const conversationId of ended.conversationIds) gone(ctx, conversationId, [])
  await purgeFiles(ctx, projectId)
  while (await ctx.db.write((tx) => deleteActivity(tx, projectId, ACTIVITY_AT_ONCE)));
  const covers = await ctx.db.write(async (tx) => {
    const sha256s = (await deleteCovers(tx, projectId)).toSorted()
    await deleteProject(tx, projectId)
    for (const sha256 of sha256s) await ctx.media.release(tx, sha256)
    return sha256s
  })
  ctx.db.fileSearch.changed(projectId)
  await ctx.media.removeUnused(covers)
}
