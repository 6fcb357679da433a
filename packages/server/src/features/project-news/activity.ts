import type { ActivityKind, ProjectActivity } from '@kith/protocol/project-activity.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp } from '../../timestamp.ts'
import { entriesIn, entryViews } from '../files/files.ts'
import { projectFor } from '../project-access/project-access.ts'
import { cardsOf } from '../users/users.ts'
import { activityBefore } from './news-rows.ts'
import type { ActivityCursor, ActivityRow } from './news-rows.ts'

/** What the same person did again within this time belongs together. */
const SITTING_MS = 10 * 60_000
/** Rows read at once, and for one page: a folder with thousands of files is one line of it. */
const ROWS_AT_ONCE = 500
const ROWS_MAX = 5_000

const activityCursor = z.strictObject({ rev: z.int(), id: z.string() })

/** What a person did in one sitting, by its newest row. */
interface Sitting {
  newest: ActivityRow
  oldest: ActivityRow
  count: number
}

/** What was done in a project, newest first, gathered. @throws Problem `not-found` */
export async function listActivity(
  ctx: AppContext,
  caller: Caller,
  { projectId, limit, cursor, since }: CallParsed<'GET /api/projects/:projectId/activity'>,
): Promise<{ items: ProjectActivity[]; nextCursor: string | null }> {
  await projectFor(ctx.db.read, caller.userId, projectId)
  const after = readCursor(activityCursor, cursor)
  const { sittings, next } = await gathered(ctx.db.read, projectId, { since: since ?? 0, after, limit })
  return {
    items: await asActivity(ctx.db.read, projectId, sittings),
    nextCursor: next === null ? null : writeCursor(next),
  }
}

async function gathered(
  db: Database['read'],
  projectId: string,
  { since, after, limit }: { since: number; after: ActivityCursor | null; limit: number },
): Promise<{ sittings: Sitting[]; next: ActivityCursor | null }> {
  const sittings: Sitting[] = []
  const open = new Map<string, Sitting>()
  let last = after
  for (let read = 0; read < ROWS_MAX; read += ROWS_AT_ONCE) {
    const rows = await activityBefore(db, projectId, { since, before: last, limit: ROWS_AT_ONCE })
    for (const row of rows) {
      const key = togetherBy[row.kind](row)
      const sitting = open.get(key)
      if (sitting !== undefined && sitting.oldest.at - row.at <= SITTING_MS) {
        sitting.oldest = row
        sitting.count += row.count
      } else {
        if (sittings.length === limit) return { sittings, next: last }
        const begun = { newest: row, oldest: row, count: row.count }
        sittings.push(begun)
        open.set(key, begun)
      }
      last = { rev: row.rev, id: row.id }
    }
    if (rows.length < ROWS_AT_ONCE) return { sittings, next: null }
  }
  return { sittings, next: last }
}

const byActor = ({ actor_id: id, kind }: ActivityRow): string => `${kind} ${id}`
const byThing = (row: ActivityRow): string => `${byActor(row)} ${row.entry_id} ${row.user_id}`

/** What has the same key may be told as one. */
const togetherBy: Readonly<Record<ActivityKind, (row: ActivityRow) => string>> = {
  'project-made': byActor,
  'project-changed': byActor,
  'member-joined': byActor,
  'member-left': byThing,
  'member-removed': byActor,
  'role-changed': byThing,
  'folder-made': byActor,
  'file-added': byActor,
  'version-added': byActor,
  'version-restored': byThing,
  renamed: byThing,
  moved: byActor,
  trashed: byActor,
  restored: byActor,
  purged: byActor,
  commented: byThing,
  resolved: byThing,
}

async function asActivity(
  db: Database['read'],
  projectId: string,
  sittings: readonly Sitting[],
): Promise<ProjectActivity[]> {
  const entryIds = [...new Set(sittings.flatMap(({ newest }) => newest.entry_id ?? []))]
  const entries = new Map(
    (await entryViews(db, await entriesIn(db, projectId, entryIds))).map((entry) => [entry.id, entry]),
  )
  const cards = await cardsOf(
    db,
    sittings.flatMap(({ newest }) => [newest.actor_id, newest.user_id].filter((id) => id !== null)),
  )
  return sittings.map(({ newest, oldest, count }) => ({
    id: newest.id,
    kind: newest.kind,
    actor: newest.actor_id === null ? null : (cards.get(newest.actor_id) ?? null),
    entry: newest.entry_id === null ? null : (entries.get(newest.entry_id) ?? null),
    count,
    // Of several names the first is the one from before.
    detail: (newest.kind === 'renamed' ? oldest : newest).detail,
    user: newest.user_id === null ? null : (cards.get(newest.user_id) ?? null),
    at: toTimestamp(newest.at),
    rev: newest.rev,
  }))
}
