import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import { z } from 'zod'
import type { Caller } from '../../caller.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { projectFor } from '../project-access/project-access.ts'
import { nameKeyOf } from './entry-names.ts'
import { entryIn, placeIn } from './entry-rows.ts'
import type { EntryRow } from './entry-rows.ts'
import { entryView, entryViews } from './entry-view.ts'
import { entriesPage, trashPage } from './list-rows.ts'
import type { After, Asked } from './list-rows.ts'
import { pathOf } from './tree-rows.ts'

type Input = CallParsed<'GET /api/projects/:projectId/files'>

interface Listed {
  items: ProjectEntry[]
  nextCursor: string | null
  /** Of the project, before the list was read. */
  head: number
}

const place = z.strictObject({
  type: z.enum(['folder', 'file']),
  value: z.union([z.string(), z.int()]),
  key: z.string(),
  id: z.string(),
})
const trashPlace = z.strictObject({ at: z.int(), id: z.string() })

/**
 * What is in a folder, what is pinned, or what is in the trash.
 * @throws Problem `not-found`
 */
export async function listEntries(ctx: AppContext, caller: Caller, input: Input): Promise<Listed> {
  const { read } = ctx.db
  const project = await projectFor(read, caller.userId, input.projectId)
  const needle = nameKeyOf((input.q ?? '').trim())
  const page = input.of === 'trash' ? trashed(read, input, needle) : ordered(read, input, needle)
  const { rows, nextCursor } = await page
  return { items: await entryViews(read, rows), nextCursor, head: project.head }
}

interface Page {
  rows: EntryRow[]
  nextCursor: string | null
}

/** Folders first, then files, each in the order that was asked for. */
async function ordered(read: Database['read'], input: Input, needle: string): Promise<Page> {
  const { projectId, limit, sort, order } = input
  const of = input.of === 'pinned' ? 'pinned' : 'folder'
  const parentId = of === 'pinned' ? '' : (await placeIn(read, projectId, input.parentId ?? null)).parentId
  const asked: Asked = { projectId, of, parentId, needle, sort, order }
  const after = fitting(readCursor(place, input.cursor), sort)
  const rows: EntryRow[] = []
  if (after?.type !== 'file') {
    rows.push(...(await entriesPage(read, asked, { type: 'folder', after, limit: limit + 1 })))
  }
  if (rows.length <= limit) {
    const more = { type: 'file', after: after?.type === 'file' ? after : null, limit: limit + 1 - rows.length } as const
    rows.push(...(await entriesPage(read, asked, more)))
  }
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), nextCursor: last === undefined ? null : writeCursor(placeOf(last, sort)) }
}

function placeOf(row: EntryRow, sort: Input['sort']): z.infer<typeof place> {
  const value = { name: row.sort_key, size: row.size_bytes, changed: row.changed_at, kind: row.kind ?? '' }[sort]
  return { type: row.type, value: sort === 'name' ? '' : value, key: row.sort_key, id: row.id }
}

/** A place of a list in another order leads nowhere: that list begins anew. */
function fitting(after: z.infer<typeof place> | null, sort: Input['sort']): (After & { type: string }) | null {
  const isNumber = sort === 'size' || sort === 'changed'
  return after !== null && (typeof after.value === 'number') === isNumber ? after : null
}

async function trashed(read: Database['read'], { projectId, limit, cursor }: Input, needle: string): Promise<Page> {
  const after = readCursor(trashPlace, cursor)
  const rows = await trashPage(read, projectId, { needle, after, limit: limit + 1 })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    rows: rows.slice(0, limit),
    nextCursor: last === undefined ? null : writeCursor({ at: last.trashed_at, id: last.id }),
  }
}

/**
 * One file or folder, in the trash too, and the folders around it, outermost first.
 * @throws Problem `not-found`
 */
export async function showEntry(
  ctx: AppContext,
  caller: Caller,
  { projectId, fileId }: CallParsed<'GET /api/projects/:projectId/files/:fileId'>,
): Promise<{ entry: ProjectEntry; path: { id: string; name: string }[] }> {
  const { read } = ctx.db
  const project = await projectFor(read, caller.userId, projectId)
  const row = await entryIn(read, project.id, fileId)
  return { entry: await entryView(read, row), path: await pathOf(read, row) }
}
