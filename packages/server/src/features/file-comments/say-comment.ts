import { randomUUIDv7 } from 'node:crypto'
import type { FileComment } from '@kith/protocol/file-comments.ts'
import { limits } from '@kith/protocol/limits.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { isUniqueViolation } from '../../database/errors.ts'
import { enqueue } from '../../jobs/jobs.ts'
import { Problem } from '../../problem.ts'
import { liveEntryIn } from '../files/files.ts'
import { noteActivity, projectFor, projectTaking } from '../project-access/project-access.ts'
import { commentByClientId, commentById, countReplies, insertComment, recountOpen } from './comment-rows.ts'
import type { CommentRow } from './comment-rows.ts'
import { commentView } from './comment-view.ts'
import { nameIn } from './mentions.ts'
import { tellComment } from './tell-comment.ts'
import type { Talk } from './tell-comment.ts'

type Input = CallParsed<'POST /api/projects/:projectId/files/:fileId/comments'>

/**
 * Says something about a file, or answers: an answer to an answer stands beside it. The same clientId again gives the
 * first one as it now is (`isNew` false).
 * @throws Problem `not-found`, `forbidden`, `client-id-reused`, `validation-failed` (too many answers), `not-durable`
 */
export async function sayComment(
  ctx: AppContext,
  caller: Caller,
  input: Input,
): Promise<{ comment: FileComment; isNew: boolean }> {
  ctx.limiter.take('send', caller.userId)
  try {
    const said = await ctx.db.write((tx) => say(ctx, tx, caller, input))
    if ('talk' in said) {
      ctx.jobs.wake()
      return { comment: await tellComment(ctx, said.talk), isNew: true }
    }
    return { comment: said.before, isNew: false }
  } catch (error) {
    // Two at once: the other one was first.
    if (!isUniqueViolation(error)) throw error
    const before = await ctx.db.write((tx) => saidBefore(tx, caller, input))
    if (before === null) throw error
    return { comment: before, isNew: false }
  }
}

async function say(
  ctx: AppContext,
  tx: Tx,
  caller: Caller,
  input: Input,
): Promise<{ talk: Talk } | { before: FileComment }> {
  const { projectId, fileId, body } = input
  const before = await saidBefore(tx, caller, input)
  if (before !== null) return { before }
  const now = ctx.now()
  const project = await projectTaking(tx, caller.userId, projectId, { revs: 1, action: 'comment', now })
  const file = await liveEntryIn(tx, projectId, fileId)
  if (file.type !== 'file' || (input.version ?? 1) > file.version) throw new Problem('not-found')
  const root = input.parentId === undefined ? null : await rootIn(tx, fileId, input.parentId)
  const comment: CommentRow = {
    id: randomUUIDv7(),
    project_id: projectId,
    file_id: fileId,
    version: input.version ?? file.version,
    parent_id: root?.id ?? null,
    author_id: caller.userId,
    body,
    anchor: input.anchor === undefined ? null : JSON.stringify(input.anchor),
    client_id: input.clientId,
    created_at: now,
    edited_at: null,
    deleted_at: null,
    resolved_at: null,
    resolved_by: null,
    rev: project.head,
  }
  await insertComment(tx, comment)
  await nameIn(tx, project, comment)
  await noteActivity(tx, {
    project_id: projectId,
    rev: project.head,
    actor_id: caller.userId,
    kind: 'commented',
    entry_id: fileId,
    at: now,
  })
  await enqueue(tx, 'notify-comment', { commentId: comment.id }, { now })
  return { talk: { project, comment, file: await recountOpen(tx, fileId, project.head) } }
}

/** What begins the talk in which something is answered. @throws Problem `not-found`, `validation-failed` */
async function rootIn(tx: Tx, fileId: string, parentId: string): Promise<CommentRow> {
  const answered = await commentById(tx, parentId)
  const rootId = answered?.parent_id ?? null
  const root = rootId === null ? answered : await commentById(tx, rootId)
  if (root?.file_id !== fileId) throw new Problem('not-found')
  if ((await countReplies(tx, root.id)) >= limits.commentRepliesMax) {
    throw new Problem('validation-failed', {
      errors: [
        { path: 'parentId', code: 'too_big', message: `a comment has at most ${limits.commentRepliesMax} answers` },
      ],
    })
  }
  return root
}

/** What was stored under this clientId before, or null. @throws Problem `not-found`, `client-id-reused` */
async function saidBefore(tx: Tx, caller: Caller, input: Input): Promise<FileComment | null> {
  const first = await commentByClientId(tx, caller.userId, input.clientId)
  if (first === undefined) return null
  await projectFor(tx, caller.userId, first.project_id)
  const answered = input.parentId === undefined ? undefined : await commentById(tx, input.parentId)
  const isSameText = first.body === input.body || first.edited_at !== null || first.deleted_at !== null
  const isSame =
    first.file_id === input.fileId &&
    first.project_id === input.projectId &&
    first.parent_id === (answered?.parent_id ?? input.parentId ?? null) &&
    isSameText
  if (!isSame) throw new Problem('client-id-reused')
  return commentView(tx, first)
}
