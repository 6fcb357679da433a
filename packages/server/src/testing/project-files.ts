import { randomUUIDv7 } from 'node:crypto'
import type { CallInput, CallReply } from '@kith/protocol/registry.ts'
import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import type { Project } from '@kith/protocol/projects.ts'
import { fileOf } from './files.ts'
import type { Person } from './person.ts'
import type { World } from './world.ts'

/** A project of alice's with bob as an editor and carol as a reader. */
export async function harbour({ alice, bob, carol }: Pick<World, 'alice' | 'bob' | 'carol'>): Promise<Project> {
  const { id: projectId } = await alice.call('POST /api/projects', { name: 'Harbour', memberIds: [bob.user.id] })
  return alice.call('POST /api/projects/:projectId/members', { projectId, userIds: [carol.user.id], role: 'reader' })
}

/** Brings a file in one piece. */
export function bring(
  person: Person,
  at: CallInput<'POST /api/projects/:projectId/files'>,
  bytes: Uint8Array | string,
  name: string,
): Promise<ProjectEntry> {
  return person.call('POST /api/projects/:projectId/files', at, { file: fileOf(bytes, name) })
}

export function folderOf(
  person: Person,
  at: Omit<CallInput<'POST /api/projects/:projectId/folders'>, 'name'>,
  name: string,
): Promise<ProjectEntry> {
  return person.call('POST /api/projects/:projectId/folders', { ...at, name })
}

/** All of a list, page by page. */
export async function wholeList(
  person: Person,
  input: CallInput<'GET /api/projects/:projectId/files'>,
): Promise<ProjectEntry[]> {
  const items: ProjectEntry[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: CallReply<'GET /api/projects/:projectId/files'> = await person.call(
      'GET /api/projects/:projectId/files',
      { ...input, ...(cursor === '' ? {} : { cursor }) },
    )
    if (page.nextCursor !== null && page.nextCursor === cursor) throw new Error('a list that goes round')
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

export async function namesIn(
  person: Person,
  input: CallInput<'GET /api/projects/:projectId/files'>,
): Promise<string[]> {
  return (await wholeList(person, input)).map(({ name }) => name)
}

/** Files without bytes, straight into the tables: as many as nobody would bring one by one. */
export async function manyFiles(
  { alice, app }: Pick<World, 'alice' | 'app'>,
  { projectId, parentId }: { projectId: string; parentId: string },
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUIDv7())
  const { id: userId } = alice.user
  await app.ctx.db.write(async (tx) => {
    const { head } = await tx
      .updateTable('projects')
      .set((eb) => ({ head: eb('head', '+', 1), file_count: eb('file_count', '+', count) }))
      .where('id', '=', projectId)
      .returning('head')
      .executeTakeFirstOrThrow()
    const row = {
      project_id: projectId,
      parent_id: parentId,
      type: 'file' as const,
      kind: 'file' as const,
      mime_type: '',
      sha256: null,
      size_bytes: 0,
      version: 1,
      uploaded_by: userId,
      created_at: 0,
      changed_at: 0,
      changed_by: userId,
      pinned_at: null,
      trash_id: null,
      trashed_at: null,
      open_comments: 0,
      rev: head,
      is_gone: 0 as const,
    }
    for (let at = 0; at < count; at += 100) {
      const some = ids.slice(at, at + 100)
      await tx
        .insertInto('project_entries')
        .values(some.map((id) => ({ ...row, id, name: id, name_key: id, sort_key: id })))
        .execute()
    }
  })
  return ids
}

/** What a project holds, counted from its rows, beside what its own row says. */
export async function counted({ app }: Pick<World, 'app'>, projectId: string) {
  const { read } = app.ctx.db
  const { file_count: fileCount, used_bytes: usedBytes } = await read
    .selectFrom('projects')
    .select(['file_count', 'used_bytes'])
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow()
  const files = await read
    .selectFrom('project_entries')
    .select('id')
    .where('project_id', '=', projectId)
    .where('type', '=', 'file')
    .where('trash_id', 'is', null)
    .where('is_gone', '=', 0)
    .execute()
  const versions = await read
    .selectFrom('file_versions')
    .select(['sha256', 'size_bytes'])
    .where('project_id', '=', projectId)
    .execute()
  const sizes = new Map(versions.map((row) => [row.sha256, row.size_bytes]))
  const blobs = await read.selectFrom('project_blobs').selectAll().where('project_id', '=', projectId).execute()
  const uses = Object.fromEntries(blobs.map((row) => [row.sha256, row.uses]))
  const wanted = Object.fromEntries(
    [...Map.groupBy(versions, ({ sha256 }) => sha256)].map(([sha256, those]) => [sha256, those.length]),
  )
  return {
    said: { fileCount, usedBytes, uses },
    true: {
      fileCount: files.length,
      usedBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
      uses: wanted,
    },
  }
}
