import type { FileComment } from '@kith/protocol/file-comments.ts'
import type { AppContext } from '../../context.ts'
import { entryViews } from '../files/files.ts'
import type { EntryRow } from '../files/files.ts'
import { tellProject } from '../project-access/project-access.ts'
import type { MemberProject } from '../project-access/project-access.ts'
import type { CommentRow } from './comment-rows.ts'
import { commentView } from './comment-view.ts'

/** A comment as it now is, and the file with what is open of it. */
export interface Talk {
  project: Pick<MemberProject, 'id' | 'conversation_id'>
  comment: CommentRow
  file: EntryRow
}

/** Tells all of the project, after the commit; the comment as they see it. */
export async function tellComment(ctx: AppContext, { project, comment: row, file }: Talk): Promise<FileComment> {
  const comment = await commentView(ctx.db.read, row)
  const [entry] = await entryViews(ctx.db.read, [file])
  if (entry === undefined) throw new Error('a file was talked about and not seen')
  tellProject(ctx, project, 'file_comment_changed', { projectId: project.id, rev: row.rev, comment, entry })
  return comment
}
