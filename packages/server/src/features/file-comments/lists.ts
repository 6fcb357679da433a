import type { CallParsed, CallReply } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { entryIn } from '../files/files.ts'
import { projectFor } from '../project-access/project-access.ts'
import { repliesTo, rootPage } from './comment-rows.ts'
import { commentViews } from './comment-view.ts'

const commentCursor = z.strictObject({ after: z.string() })

/** What was said about a file, oldest first, each with what answers it. @throws Problem `not-found` */
export async function listComments(
  ctx: AppContext,
  caller: Caller,
  { projectId, fileId, state, limit, cursor }: CallParsed<'GET /api/projects/:projectId/files/:fileId/comments'>,
): Promise<CallReply<'GET /api/projects/:projectId/files/:fileId/comments'>> {
  // The head is read first: what is said meanwhile has a larger rev.
  const { head } = await projectFor(ctx.db.read, caller.userId, projectId)
  const file = await entryIn(ctx.db.read, projectId, fileId)
  const after = readCursor(commentCursor, cursor)?.after ?? ''
  const rows = await rootPage(ctx.db.read, file.id, { state, limit: limit + 1, after })
  const roots = rows.slice(0, limit)
  const rootIds = roots.map(({ id }) => id)
  const replies = Map.groupBy(await repliesTo(ctx.db.read, rootIds), (row) => row.parent_id)
  const last = rows.length > limit ? roots.at(-1) : undefined
  return {
    items: await commentViews(
      ctx.db.read,
      roots.flatMap((root) => [root, ...(replies.get(root.id) ?? [])]),
    ),
    nextCursor: last === undefined ? null : writeCursor({ after: last.id }),
    head,
  }
}
