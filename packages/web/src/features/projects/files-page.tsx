import { useParams, useSearch } from '@tanstack/react-router'
import { filesSearch } from '../../live/files-address.ts'
import { ProjectFiles } from '../files/files.tsx'
import { useOpenProject } from './open-project.ts'

/** The files of the open project: the folder or file of the address, or the top. */
export function FilesPage() {
  const { entryId } = useParams({ strict: false })
  const search = useSearch({ strict: false })
  return <ProjectFiles project={useOpenProject()} entryId={entryId ?? null} search={filesSearch({ ...search })} />
}
