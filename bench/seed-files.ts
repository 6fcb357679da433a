import { createHash } from 'node:crypto'
import type { Database, Tx } from '../packages/server/src/database/database.ts'
import { saidAt } from './natural-talk.ts'
import type { BenchWorld } from './world.ts'
import { projectId, userId } from './world.ts'

const FILES_AT_ONCE = 100
/** A text is so much talk: about 200 words. */
const SAYINGS = 20

/** Projects with files whose texts have been read, as after years of use, and the index of them. */
export async function insertProjects(db: Database, projects: BenchWorld['projects'] = [], now: number): Promise<void> {
  for (const [at, { members, files }] of projects.entries()) {
    await db.write((tx) => insertProject(tx, at, { members, files, now }))
    for (let from = 0; from < files; from += FILES_AT_ONCE) {
      const places = Array.from({ length: Math.min(FILES_AT_ONCE, files - from) }, (_, place) => from + place)
      await db.write((tx) => insertFiles(tx, at, { places, isHidden: !members.includes(0), files, now }))
    }
    db.fileSearch.changed(projectId(at))
  }
  const from = performance.now()
  await db.fileSearch.settled()
  const seconds = (performance.now() - from) / 1_000
  const all = projects.reduce((sum, { files }) => sum + files, 0)
  if (all > 0) console.log(`${db.dialect}: ${all.toLocaleString('en')} files indexed in ${seconds.toFixed(0)} s`)
}

async function insertProject(
  tx: Tx,
  at: number,
  { members, files, now }: { members: readonly number[]; files: number; now: number },
): Promise<void> {
  await tx
    .insertInto('projects')
    .values({
      id: projectId(at),
      name: `Project ${at}`,
      description: '',
      color: 'moss',
      cover_key: null,
      conversation_id: `of-${projectId(at)}`,
      visibility: 'private',
      join_role: 'reader',
      announces_files: 0,
      client_id: null,
      created_by: userId(0),
      created_at: now,
      archived_at: null,
      delete_at: null,
      head: files,
      rev: 1,
      member_count: members.length,
      file_count: files,
      used_bytes: 0,
      last_activity_at: now,
    })
    .execute()
  await tx
    .insertInto('project_members')
    .values(
      members.map((member) => ({
        project_id: projectId(at),
        user_id: userId(member),
        role: 'editor' as const,
        rev: 1,
        joined_at: now,
        left_at: null,
        is_removed: 0 as const,
        seen_rev: files,
      })),
    )
    .execute()
}

async function insertFiles(
  tx: Tx,
  project: number,
  { places, isHidden, files, now }: { places: readonly number[]; isHidden: boolean; files: number; now: number },
): Promise<void> {
  const rows = places.map((place) => {
    const id = `file-${project}-${String(place).padStart(8, '0')}`
    const body = Array.from({ length: SAYINGS }, (_, line) => saidAt(project, place * SAYINGS + line, isHidden)).join(
      '\n',
    )
    return { id, place, body, name: nameOf(project, place), sha256: createHash('sha256').update(id).digest('hex') }
  })
  await tx
    .insertInto('project_entries')
    .values(
      rows.map(({ id, name, place, body, sha256 }) => ({
        id,
        project_id: projectId(project),
        parent_id: '',
        type: 'file' as const,
        name,
        name_key: name,
        sort_key: name,
        kind: 'text' as const,
        mime_type: 'text/plain',
        sha256,
        size_bytes: body.length,
        version: 1,
        uploaded_by: userId(0),
        created_at: now,
        changed_at: now - (files - place) * 1_000,
        changed_by: userId(0),
        pinned_at: null,
        trash_id: null,
        trashed_at: null,
        open_comments: 0,
        rev: place + 1,
        is_gone: 0 as const,
      })),
    )
    .execute()
  await tx
    .insertInto('file_looks')
    .values(
      rows.map(({ sha256 }) => ({
        source_sha256: sha256,
        state: 'none' as const,
        width: null,
        height: null,
        thumbhash: null,
      })),
    )
    .execute()
  await tx
    .insertInto('file_texts')
    .values(rows.map(({ sha256, body }) => ({ source_sha256: sha256, state: 'ready' as const, body })))
    .execute()
}

function nameOf(project: number, place: number): string {
  return `${saidAt(project + 1_000, place * 7 + 1, false).slice(0, 60)} ${place}.txt`
}
