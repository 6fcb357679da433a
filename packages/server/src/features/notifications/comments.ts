import type { AppContext } from '../../context.ts'
import type { Database, Tx } from '../../database/database.ts'
import type { JobPayloads } from '../../jobs/job.ts'
import { commentById, namedInComments, talkersIn } from '../file-comments/file-comments.ts'
import type { CommentRow } from '../file-comments/file-comments.ts'
import { entriesIn } from '../files/files.ts'
import { notifyLevelOf } from '../membership/membership.ts'
import type { AfterCommit } from '../membership/membership.ts'
import { projectById } from '../projects/projects.ts'
import { memberOrNull } from './jobs.ts'
import { eventsOf } from './notification-rows.ts'
import { notify, tellUnreadToAll } from './notify.ts'
import { preferencesOf } from './preferences.ts'

interface Wanted {
  userId: string
  kind: 'file-comment' | 'file-mention'
}

/**
 * Tells whom a comment on a file names, who talks where it answers, and who brought the file, once each; and whoever was
 * told of it, when it was changed or taken away. How loud the main conversation of the project is says how loud this is.
 */
export async function notifyOfComment(ctx: AppContext, { commentId }: JobPayloads['notify-comment']): Promise<void> {
  const row = await commentById(ctx.db.read, commentId)
  if (row === undefined) return
  const known = new Set((await eventsOf(ctx.db.read, 'comment_id', commentId)).map(({ user_id: id }) => id))
  if (known.size > 0) tellUnreadToAll(ctx, [...known])
  if (row.deleted_at !== null) return
  for (const wanted of await wantedBy(ctx.db.read, row)) {
    if (known.has(wanted.userId)) continue
    const tell = await ctx.db.write((tx) => notifyOne(ctx, tx, row, wanted))
    tell()
  }
}

async function notifyOne(ctx: AppContext, tx: Tx, row: CommentRow, { userId, kind }: Wanted): Promise<AfterCommit> {
  const { project_id: projectId, file_id: fileId, author_id: actorId } = row
  const project = await projectById(tx, projectId)
  const member = project === undefined ? null : await memberOrNull(tx, userId, project.conversation_id)
  if (member === null || notifyLevelOf(member) === 'nothing') return () => undefined
  const isMuted = (member.muted_until ?? 0) > ctx.now()
  return notify(ctx, tx, { userId, kind, actorId, target: { projectId, fileId, commentId: row.id }, isMuted })
}

/** Who is named is not also answered. */
async function wantedBy(db: Database['read'], row: CommentRow): Promise<Wanted[]> {
  const wanted = new Map<string, Wanted['kind']>()
  for (const file of await entriesIn(db, row.project_id, [row.file_id])) wanted.set(file.uploaded_by, 'file-comment')
  if (row.parent_id !== null) for (const id of await talkersIn(db, row.parent_id)) wanted.set(id, 'file-comment')
  for (const { user_id: userId } of await namedInComments(db, [row.id])) {
    // Whoever wants no mentions may still want the rest.
    const hasBoth = wanted.has(userId)
    if (!hasBoth || !(await preferencesOf(db, userId)).kindsOff.includes('file-mention')) {
      wanted.set(userId, 'file-mention')
    }
  }
  wanted.delete(row.author_id)
  return [...wanted].map(([userId, kind]) => ({ userId, kind }))
}
