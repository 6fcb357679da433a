import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Api } from '@kith/sdk/api.ts'
import { upload } from '@kith/sdk/upload.ts'
import type { StoryFile } from './project-files.ts'

/** Brings a file into its folder, which is made where it is not there yet. */
export async function bringFile(
  api: Api,
  projectId: string,
  { folder, make, isPinned }: StoryFile,
): Promise<ProjectEntry> {
  const parentId = await folderAt(api, projectId, folder)
  const at = { projectId, ...(parentId === null ? {} : { parentId }) }
  const entry = await upload(api, 'POST /api/projects/:projectId/files', at, await make())
  if (isPinned === undefined) return entry
  return api.call('PATCH /api/projects/:projectId/files/:fileId', { projectId, fileId: entry.id, isPinned })
}

async function folderAt(api: Api, projectId: string, path: string): Promise<string | null> {
  let parentId: string | null = null
  for (const name of path.split('/').filter((part) => part !== '')) {
    const made: ProjectEntry = await api.call('POST /api/projects/:projectId/folders', { projectId, parentId, name })
    parentId = made.id
  }
  return parentId
}
