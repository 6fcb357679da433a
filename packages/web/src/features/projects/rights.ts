import type { Project, ProjectRole } from '@kith/protocol/projects.ts'

type Ruled = Pick<Project, 'role' | 'archivedAt' | 'deletesAt'>

/** Whether nothing in it can be changed: it is archived, or about to go. */
export const isReadOnly = ({ archivedAt, deletesAt }: Omit<Ruled, 'role'>): boolean =>
  archivedAt !== null || deletesAt !== null

export const isOwner = ({ role }: Pick<Project, 'role'>): boolean => role === 'owner'

export const mayChange = (project: Ruled): boolean => isOwner(project) && !isReadOnly(project)

export const mayWriteFiles = (project: Ruled): boolean =>
  (project.role === 'owner' || project.role === 'editor') && !isReadOnly(project)

export const mayBeginConversation = (project: Ruled): boolean => project.role !== 'reader' && !isReadOnly(project)

/** Roles, most first. */
export const roleOrder: Record<ProjectRole, number> = { owner: 0, editor: 1, commenter: 2, reader: 3 }
