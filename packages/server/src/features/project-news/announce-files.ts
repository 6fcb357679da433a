import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { sayInMain } from '../conversations/conversations.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { announcedAfterMs, isReadOnly, takeProjectRevs } from '../project-access/project-access.ts'
import { projectById } from '../projects/projects.ts'
import { announcementOf, broughtSince, deleteAnnouncement, lastBrought, lastBroughtBy } from './news-rows.ts'

/** However long somebody goes on bringing files, what came by then is told. */
const LONGEST_MS = 10 * 60_000
const FILES_NAMED = 3

/** Tells in its main conversation of the files that came into a project: a message a person, however many they brought. */
export async function announceFiles(ctx: AppContext, { projectId }: JobPayloads['announce-files']): Promise<void> {
  const tell = await ctx.db.write((tx) => announce(ctx, tx, projectId))
  tell()
}

async function announce(ctx: AppContext, tx: Tx, projectId: string): Promise<AfterCommit> {
  const now = ctx.now()
  const nothing: AfterCommit = () => undefined
  // Locked, so that whoever brings a file now is either told of here or asks anew.
  if (!(await takeProjectRevs(tx, projectId, 0, now))) return nothing
  const waiting = await announcementOf(tx, projectId)
  if (waiting === undefined) return nothing
  const { from_rev: fromRev, begun_at: begunAt } = waiting
  const quietAt = ((await lastBrought(tx, projectId, fromRev)) ?? begunAt) + announcedAfterMs
  const runAt = Math.min(quietAt, begunAt + LONGEST_MS)
  if (runAt > now) {
    await enqueue(tx, 'announce-files', { projectId }, { now, runAt })
    return nothing
  }
  await deleteAnnouncement(tx, projectId)
  const project = await projectById(tx, projectId)
  if (project === undefined || isReadOnly(project) || project.announces_files === 0) return nothing
  const tellers: AfterCommit[] = []
  for (const { actor_id: actorId, count, new_count: newCount } of await broughtSince(tx, projectId, fromRev)) {
    const fileIds = await lastBroughtBy(tx, projectId, { actorId, fromRev, limit: FILES_NAMED })
    const files = fileIds.map((id) => ({ id, name: '' }))
    const event = { type: 'files' as const, files, newCount, versionCount: count - newCount }
    tellers.push(await sayInMain(ctx, tx, project.conversation_id, { actorId, event }))
  }
  return () => {
    for (const tell of tellers) tell()
  }
}
