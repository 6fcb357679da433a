import { limits } from '@kith/protocol/limits.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { AppContext } from '../../context.ts'
import { tellProject } from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { entryViews } from './entry-view.ts'
import type { EntryRow } from './entry-rows.ts'

/**
 * Tells all of a project, and the index, which files and folders changed together, after the commit. Of many, only that
 * there were.
 * @returns how those of `rows` are now seen
 */
export async function tellEntries(
  ctx: AppContext,
  project: Pick<MemberProject, 'id' | 'conversation_id'>,
  { rev, rows, areAll = true }: { rev: number; rows: readonly EntryRow[]; areAll?: boolean },
): Promise<ProjectEntry[]> {
  ctx.db.fileSearch.changed(project.id)
  const views = await entryViews(ctx.db.read, rows)
  const entries = areAll && views.length <= limits.entriesTold ? views : null
  tellProject(ctx, project, 'project_entries_changed', { projectId: project.id, rev, entries })
  return views
}
