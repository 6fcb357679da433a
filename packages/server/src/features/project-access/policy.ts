import type { ProjectRole } from '@kith/protocol/projects.ts'
import type { Database, Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { projectRow, takeProjectRevs } from './project-rows.ts'
import type { MemberProject } from './project-rows.ts'

type Action =
  | 'comment'
  | 'resolve'
  | 'delete-comment'
  | 'write-files'
  | 'purge-files'
  | 'begin-conversation'
  | 'change'
  | 'manage-people'
  | 'archive'
  | 'delete'

const all: readonly ProjectRole[] = ['owner', 'editor', 'commenter', 'reader']
const commenting = all.slice(0, 3)
const editing = all.slice(0, 2)
const owning = all.slice(0, 1)

/** Who may do what. Everybody of the project may read. */
const policy: Record<Action, readonly ProjectRole[]> = {
  comment: commenting,
  resolve: commenting,
  'delete-comment': owning,
  'write-files': editing,
  'purge-files': owning,
  'begin-conversation': commenting,
  change: owning,
  'manage-people': owning,
  archive: owning,
  delete: owning,
}

/** What may be done while a project is read-only. */
const always: ReadonlySet<Action> = new Set(['archive', 'delete', 'manage-people'])

type Ruled = Pick<MemberProject, 'role' | 'archived_at' | 'delete_at'>

/** Whether somebody with this role may do `action` in the project as it is. */
export function mayInProject(project: Ruled, action: Action): boolean {
  return policy[action].includes(project.role) && (always.has(action) || !isReadOnly(project))
}

export function isReadOnly({ archived_at: archivedAt, delete_at: deleteAt }: Omit<Ruled, 'role'>): boolean {
  return archivedAt !== null || deleteAt !== null
}

/**
 * The project as one of its people has it: the only way to load one.
 * @throws Problem `not-found` when `userId` is not in it, exactly as for an id that does not exist
 */
export async function projectFor(db: Database['read'], userId: string, projectId: string): Promise<MemberProject> {
  const row = await projectRow(db, userId, projectId)
  if (row === undefined) throw new Problem('not-found')
  return row
}

/**
 * Locks the project, takes the next `revs` of it, then loads it through the caller, so that whoever was removed a moment
 * before finds nothing. `head` is that after the taking; refusing later in the transaction gives them back.
 * @throws Problem `not-found`, `forbidden` when they may not do `action`
 */
export async function projectTaking(
  tx: Tx,
  userId: string,
  projectId: string,
  { revs, action, now }: { revs: number; action: Action | null; now: number },
): Promise<MemberProject> {
  if (!(await takeProjectRevs(tx, projectId, revs, now))) throw new Problem('not-found')
  const project = await projectFor(tx, userId, projectId)
  if (action !== null && !mayInProject(project, action)) throw new Problem('forbidden')
  return project
}
