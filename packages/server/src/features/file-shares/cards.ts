import type { SharedFile } from '@kith/protocol/file-shares.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { entriesByIds, entryViews } from '../files/files.ts'
import { projectsAmong } from '../project-access/project-access.ts'
import { askedBy, sharedWith } from './share-rows.ts'

/**
 * Files that messages share, as the caller may see them now, in the order of `ids`. One that no message shows them, and
 * that they cannot read either, is left out: of that they know nothing.
 */
export async function sharedFiles(ctx: AppContext, caller: Caller, ids: readonly string[]): Promise<SharedFile[]> {
  const db = ctx.db.read
  const rows = new Map((await entriesByIds(db, ids)).map((row) => [row.id, row]))
  const projectIds = [...new Set([...rows.values()].map((row) => row.project_id))]
  const projects = new Map((await projectsAmong(db, caller.userId, projectIds)).map((project) => [project.id, project]))
  const shared = await sharedWith(db, caller.userId, ids)
  const asked = await askedBy(db, caller.userId, projectIds)
  const readable = [...rows.values()].filter((row) => row.trash_id === null && projects.has(row.project_id))
  const views = new Map((await entryViews(db, readable)).map((entry) => [entry.id, entry]))
  return [...new Set(ids)].flatMap((fileId): SharedFile[] => {
    const row = rows.get(fileId)
    const project = projects.get(row?.project_id ?? '')
    if (!shared.has(fileId) && project === undefined) return []
    const nothing = { fileId, entry: null, projectName: null, hasAsked: false }
    if (row === undefined || row.trash_id !== null) return [{ ...nothing, state: 'gone' }]
    if (project === undefined) return [{ ...nothing, state: 'hidden', hasAsked: asked.has(row.project_id) }]
    return [{ ...nothing, state: 'visible', entry: views.get(fileId) ?? null, projectName: project.name }]
  })
}
