import type { ProjectChanges } from '@kith/protocol/project-activity.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { commentsChanged, commentViews } from '../file-comments/file-comments.ts'
import { entryViews } from '../files/files.ts'
import { projectFor } from '../project-access/project-access.ts'
import { asPeople, peopleChanged, projectOf } from '../projects/projects.ts'
import { entriesChanged } from './news-rows.ts'

/** What one answer names at most, where all of it changed at once and it cannot be cut. */
const AT_ONCE_MAX = 2_000

/**
 * The present state of all that changed after `since`, by rev; complete up to `upTo`. What changed together is never
 * cut; where that is too much, none of it is named, and whoever asks loads anew.
 * @throws Problem `not-found`
 */
export async function listProjectChanges(
  ctx: AppContext,
  caller: Caller,
  { projectId, since, limit }: CallParsed<'GET /api/projects/:projectId/changes'>,
): Promise<ProjectChanges> {
  // The head is read first: what comes in meanwhile has a larger rev and is left for the next question.
  const { db } = ctx
  const { head } = await projectFor(db.read, caller.userId, projectId)
  const first = await changedIn(db.read, projectId, { since, upTo: head }, limit + 1)
  const next = first.revs[limit]
  const isCut = next !== undefined
  // The last rev before the one in which the limit falls: of that one there may be more than was read.
  const before = isCut ? (first.revs.findLast((rev) => rev < next) ?? null) : head
  const upTo = before ?? next ?? head
  const whole = before === null ? await changedIn(db.read, projectId, { since, upTo }, AT_ONCE_MAX + 1) : first
  const isTooMuch = whole !== first && whole.revs.length > AT_ONCE_MAX
  const upToHere = ({ rev }: { rev: number }): boolean => rev <= upTo && !isTooMuch
  return {
    project: await projectOf(ctx, db.read, caller.userId, projectId),
    members: await asPeople(db.read, whole.people.filter(upToHere)),
    entries: await entryViews(db.read, whole.entries.filter(upToHere)),
    comments: await commentViews(db.read, whole.comments.filter(upToHere)),
    head,
    upTo: isTooMuch ? head : upTo,
    more: isCut && !isTooMuch && upTo < head,
    isTooMuch,
  }
}

/** `limit` at most of each, ascending by rev; `revs` are those of all of them. */
async function changedIn(
  db: Database['read'],
  projectId: string,
  range: { since: number; upTo: number },
  limit: number,
) {
  const people = await peopleChanged(db, projectId, range, limit)
  const entries = await entriesChanged(db, projectId, range, limit)
  const comments = await commentsChanged(db, projectId, range, limit)
  const revs = [...people, ...entries, ...comments].map(({ rev }) => rev).toSorted((a, b) => a - b)
  return { people, entries, comments, revs }
}
