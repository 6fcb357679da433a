import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { takeProjectRevs } from '../project-access/project-access.ts'
import { projectById } from '../projects/projects.ts'
import { erased } from './change-comment.ts'
import { commentsBy, putNamed, recountOpen, updateComment } from './comment-rows.ts'
import type { CommentRow } from './comment-rows.ts'
import { tellComment } from './tell-comment.ts'
import type { Talk } from './tell-comment.ts'

const AT_ONCE = 100

/** Makes tombstones of all that `userId` said about files, some at a time, in whatever projects it was. */
export async function eraseComments(ctx: AppContext, userId: string): Promise<void> {
  for (;;) {
    const some = await commentsBy(ctx.db.read, userId, AT_ONCE)
    for (const row of some) {
      const talk = await ctx.db.write((tx) => eraseOne(ctx, tx, row))
      if (talk !== null) await tellComment(ctx, talk)
    }
    if (some.length < AT_ONCE) return
  }
}

/** Null where its project went meanwhile. */
async function eraseOne(
  ctx: AppContext,
  tx: Tx,
  { id, project_id: projectId, file_id: fileId }: CommentRow,
): Promise<Talk | null> {
  const now = ctx.now()
  if (!(await takeProjectRevs(tx, projectId, 1, now))) return null
  const project = await projectById(tx, projectId)
  if (project === undefined) return null
  const comment = await updateComment(tx, id, { ...erased(now), rev: project.head })
  await putNamed(tx, id, [])
  return { project, comment, file: await recountOpen(tx, fileId, project.head) }
}
