import { setImmediate as turn } from 'node:timers/promises'
import type { SearchItem } from '@kith/protocol/search.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { textOf, visibleFiles } from '../files/files.ts'
import { excerptOf } from './excerpt.ts'
import { isOfMessages } from './question.ts'
import type { Question } from './question.ts'
import { isInAnyProject, projectsOfConversations } from './search-rows.ts'

/** Whom a question names as authors, and what as conversations; null for all. */
export interface Within {
  authorIds: string[] | null
  conversationIds: string[] | null
}

const place = z.strictObject({ isInName: z.boolean(), place: z.int() })

/** Files of the caller's projects: those in whose name it is first, then what changed last. */
export async function filesFound(
  ctx: AppContext,
  caller: Caller,
  question: Question,
  { authorIds, conversationIds }: Within,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: SearchItem[]; nextCursor: string | null }> {
  const none = { items: [], nextCursor: null }
  const after = readCursor(place, cursor)
  if (isOfMessages(question)) return none
  if (authorIds?.length === 0 || !(await isInAnyProject(ctx.db.read, caller.userId))) return none
  const projectIds = conversationIds === null ? null : await projectsOfConversations(ctx.db.read, conversationIds)
  if (projectIds?.length === 0) return none
  const hits = await ctx.db.fileSearch.find({
    userId: caller.userId,
    parts: question.parts,
    phrases: question.phrases,
    projectIds,
    broughtBy: authorIds,
    from: question.after,
    until: question.before,
    after,
    limit: limit + 1,
  })
  const shown = hits.slice(0, limit)
  const found = await visibleFiles(
    ctx.db.read,
    caller.userId,
    shown.map(({ fileId }) => fileId),
  )
  const items: SearchItem[] = []
  for (const { entry, project } of found) {
    const body = entry.sha256 === null ? null : await textOf(ctx.db.read, entry.sha256)
    items.push({ type: 'file', entry, project, excerpt: body === null ? '' : excerptOf(body, question.terms) })
    // A long text takes some milliseconds, and others wait.
    await turn()
  }
  const last = hits.length > limit ? shown.at(-1) : undefined
  return {
    items,
    nextCursor: last === undefined ? null : writeCursor({ isInName: last.isInName, place: last.place }),
  }
}
