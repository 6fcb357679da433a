import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Database } from '../../database/database.ts'
import { projectsAmong } from '../project-access/project-access.ts'
import { entriesByIds } from './entry-rows.ts'
import { entryViews } from './entry-view.ts'

export interface VisibleFile {
  entry: ProjectEntry
  project: { id: string; name: string }
}

/**
 * Those of `ids` that `userId` may see now and that are not in the trash, in that order. For whoever finds files by
 * another way than their project: what was found a moment ago is asked for again.
 */
export async function visibleFiles(
  db: Database['read'],
  userId: string,
  ids: readonly string[],
): Promise<VisibleFile[]> {
  const rows = new Map((await entriesByIds(db, ids)).map((row) => [row.id, row]))
  const projectIds = [...new Set([...rows.values()].map((row) => row.project_id))]
  const projects = new Map((await projectsAmong(db, userId, projectIds)).map((project) => [project.id, project]))
  const shown = ids.flatMap((id) => {
    const row = rows.get(id)
    return row !== undefined && row.trash_id === null && projects.has(row.project_id) ? row : []
  })
  const views = await entryViews(db, shown)
  return views.flatMap((entry) => {
    const project = projects.get(entry.projectId)
    return project === undefined ? [] : { entry, project: { id: project.id, name: project.name } }
  })
}
