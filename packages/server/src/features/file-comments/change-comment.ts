import type { FileComment } from '@kith/protocol/file-comments.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { liveEntryIn } from '../files/files.ts'
import { isReadOnly, mayInProject, noteActivity, projectTaking } from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import { commentById, recountOpen, updateComment } from './comment-rows.ts'
import type { CommentRow } from './comment-rows.ts'
import { commentView } from './comment-view.ts'
import { nameIn } from './mentions.ts'
import { tellComment } from './tell-comment.ts'

interface Place {
  projectId: string
  fileId: string
  commentId: string
}

/** Says one's own comment otherwise. @throws Problem `not-found`, `forbidden`, `already-deleted`, `not-durable` */
export async function editComment(
  ctx: AppContext,
  caller: Caller,
  { body, ...place }: Place & { body: string },
): Promise<FileComment> {
  return change(ctx, caller, place, async ({ tx, project, row, now }) => {
    if (row.author_id !== caller.userId || !mayInProject(project, 'comment')) throw new Problem('forbidden')
    if (row.deleted_at !== null) throw new Problem('already-deleted')
    if (row.body === body) return null
    const changed = await updateComment(tx, row.id, { body, edited_at: now, rev: project.head })
    await nameIn(tx, project, changed)
    await enqueue(tx, 'notify-comment', { commentId: row.id }, { now })
    return changed
  })
}

/**
 * Takes a comment away: one's own, or any where one owns the project. A tombstone keeps the place of what was answered.
 * @throws Problem `not-found`, `forbidden`, `not-durable`
 */
export async function deleteComment(ctx: AppContext, caller: Caller, place: Place): Promise<FileComment> {
  return change(ctx, caller, place, async ({ tx, project, row, now }) => {
    const isOwn = row.author_id === caller.userId && !isReadOnly(project)
    if (!isOwn && !mayInProject(project, 'delete-comment')) throw new Problem('forbidden')
    if (row.deleted_at !== null) return null
    const changed = await updateComment(tx, row.id, { ...erased(now), rev: project.head })
    await nameIn(tx, project, changed)
    await enqueue(tx, 'notify-comment', { commentId: row.id }, { now })
    return changed
  })
}

/** What a comment is once it was taken away. */
export function erased(now: number): Pick<CommentRow, 'body' | 'anchor' | 'edited_at' | 'deleted_at'> {
  return { body: '', anchor: null, edited_at: null, deleted_at: now }
}

/** Settles what was begun, or opens it again. @throws Problem `not-found`, `forbidden` (also for an answer), `not-durable` */
export async function resolveComment(
  ctx: AppContext,
  caller: Caller,
  { isResolved, ...place }: Place & { isResolved: boolean },
): Promise<FileComment> {
  return change(ctx, caller, place, async ({ tx, project, row, now }) => {
    if (row.parent_id !== null || !mayInProject(project, 'resolve')) throw new Problem('forbidden')
    if ((row.resolved_at !== null) === isResolved) return null
    if (isResolved) {
      await noteActivity(tx, {
        project_id: project.id,
        rev: project.head,
        actor_id: caller.userId,
        kind: 'resolved',
        entry_id: row.file_id,
        at: now,
      })
    }
    const settled = isResolved
      ? { resolved_at: now, resolved_by: caller.userId }
      : { resolved_at: null, resolved_by: null }
    return updateComment(tx, row.id, { ...settled, rev: project.head })
  })
}

interface Changing {
  tx: Tx
  /** Locked; its head is the rev that the change takes. */
  project: MemberProject
  row: CommentRow
  now: number
}

/** Thrown to give back the rev that was taken: nothing changed. */
class Unchanged extends Error {
  readonly row: CommentRow

  constructor(row: CommentRow) {
    super('unchanged')
    this.row = row
  }
}

/** Changes a comment of a file as `decide` says, and tells all of the project. Null: there is nothing to change. */
async function change(
  ctx: AppContext,
  caller: Caller,
  { projectId, fileId, commentId }: Place,
  decide: (changing: Changing) => Promise<CommentRow | null>,
): Promise<FileComment> {
  const now = ctx.now()
  try {
    const talk = await ctx.db.write(async (tx) => {
      const project = await projectTaking(tx, caller.userId, projectId, { revs: 1, action: null, now })
      const { id } = await liveEntryIn(tx, projectId, fileId)
      const row = await commentById(tx, commentId)
      if (row?.file_id !== id) throw new Problem('not-found')
      const comment = await decide({ tx, project, row, now })
      if (comment === null) throw new Unchanged(row)
      return { project, comment, file: await recountOpen(tx, id, project.head) }
    })
    ctx.jobs.wake()
    return await tellComment(ctx, talk)
  } catch (error) {
    if (error instanceof Unchanged) return commentView(ctx.db.read, error.row)
    throw error
  }
}
