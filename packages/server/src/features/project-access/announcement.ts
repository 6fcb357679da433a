import type { Tx } from '../../database/database.ts'
import type { ProjectsTable } from '../../database/schema-projects.ts'
import { enqueue } from '../../jobs/jobs.ts'

/** So long nothing more comes before what came is told in the main conversation, all at once. */
export const announcedAfterMs = 60_000

/** Files came at `head`; call `ctx.jobs.wake()` after the commit. However many come, one job waits for them to end. */
export async function announceLater(
  tx: Tx,
  project: Pick<ProjectsTable, 'id' | 'head' | 'announces_files'>,
  now: number,
): Promise<void> {
  if (project.announces_files === 0) return
  const isFirst = await tx
    .insertInto('file_announcements')
    .values({ project_id: project.id, from_rev: project.head, begun_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('project_id')
    .executeTakeFirst()
  if (isFirst === undefined) return
  await enqueue(tx, 'announce-files', { projectId: project.id }, { now, runAt: now + announcedAfterMs })
}
