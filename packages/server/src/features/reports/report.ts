import { randomUUIDv7 } from 'node:crypto'
import { excerptOf } from '@kith/protocol/excerpt.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Tx } from '../../database/database.ts'
import { Problem } from '../../problem.ts'
import { seenMessage } from '../messages/messages.ts'
import { postFor } from '../post-access/post-access.ts'
import { commentById, commentOn } from '../post-comments/post-comments.ts'
import { refuseUnlessKnown } from '../relations/relations.ts'
import { putReport } from './report-rows.ts'

type Input = CallParsed<'POST /api/reports'>

/** @throws Problem `not-found` for what the caller cannot see, `rate-limited` */
export async function report(ctx: AppContext, caller: Caller, input: Input): Promise<{ id: string }> {
  ctx.limiter.take('report', caller.userId)
  const id = await ctx.db.write(async (tx) => {
    const { subjectId, text } = await targetOf(tx, caller.userId, input)
    return putReport(tx, {
      id: randomUUIDv7(),
      reporter_id: caller.userId,
      target_kind: input.targetKind,
      target_id: input.targetId,
      subject_id: subjectId,
      excerpt: excerptOf(text),
      reason: input.reason,
      note: input.note,
      created_at: ctx.now(),
    })
  })
  return { id }
}

/** Whose it is, and what it said when it was reported: it may be changed or gone when somebody looks at that. */
interface Target {
  subjectId: string
  text: string
}

async function targetOf(tx: Tx, callerId: string, { targetKind, targetId }: Input): Promise<Target> {
  if (targetKind === 'message') {
    const { author_id: subjectId, body: text } = await seenMessage(tx, callerId, targetId)
    return { subjectId, text }
  }
  if (targetKind === 'post') {
    const { author_id: subjectId, caption: text } = await postFor(tx, callerId, targetId)
    return { subjectId, text }
  }
  if (targetKind === 'comment') return commentTarget(tx, callerId, targetId)
  if (targetId === callerId) throw new Problem('not-found')
  await refuseUnlessKnown(tx, callerId, targetId)
  return { subjectId: targetId, text: '' }
}

async function commentTarget(tx: Tx, callerId: string, commentId: string): Promise<Target> {
  const postId = (await commentById(tx, commentId))?.post_id ?? ''
  await postFor(tx, callerId, postId)
  const {
    author_id: subjectId,
    body: text,
    deleted_at: deletedAt,
  } = await commentOn(tx, callerId, { postId, commentId })
  if (deletedAt !== null) throw new Problem('not-found')
  return { subjectId, text }
}
