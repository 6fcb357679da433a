import { sql } from 'kysely'
import type { Tx } from '../database.ts'
import { foldFile, gramsInRow, isIndexed, wordsOf } from './file-words.ts'
import { GRAM_MARK, PROJECT_MARK, lexeme } from './postgres-lexemes.ts'
import { placeAt } from './search-index.ts'

const AT_ONCE = 200
const LETTERS_AT_ONCE = 2_000_000
/** A `tsvector` has no room for a million bytes and some; what is beyond is not found. */
const VECTOR_MAX_BYTES = 1_000_000

/** Of which projects something is not in the index yet, or too much. */
export async function behindFiles(db: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select projects.id from projects
    left join search_files_progress as progress on progress.project_id = projects.id
    where projects.head >= coalesce(progress.rev, 0)
    union select project_id from search_files where is_waiting = 1
    union select project_id from search_files_progress as progress
      where not exists (select 1 from projects where projects.id = progress.project_id)
  `.execute(db)
  return rows.map(({ id }) => id)
}

interface EntryToIndex {
  id: string
  rev: number
  name: string
  sha256: string | null
  changed_at: number
  is_shown: boolean
}

/** Brings some changes of a project into the index; whether there is more to do. */
export async function followFiles(tx: Tx, projectId: string): Promise<boolean> {
  await sql`insert into search_files_progress (project_id, rev, entry_id) values (${projectId}, 0, '')
    on conflict (project_id) do nothing`.execute(tx)
  const known = await sql<{ number: number; rev: number; entry_id: string }>`
    select number, rev, entry_id from search_files_progress where project_id = ${projectId} for update
  `.execute(tx)
  const head = (await sql<{ head: number }>`select head from projects where id = ${projectId}`.execute(tx)).rows[0]
    ?.head
  const at = known.rows[0]
  if (head === undefined || at === undefined) return forgetFiles(tx, projectId)
  const { rows } = await sql<EntryToIndex>`
    select id, rev, name, sha256, changed_at, type = 'file' and trash_id is null and is_gone = 0 as is_shown
    from project_entries
    where project_id = ${projectId} and rev >= ${at.rev} and rev <= ${head} and (rev, id) > (${at.rev}, ${at.entry_id})
    order by rev, id limit ${AT_ONCE}
  `.execute(tx)
  const project = { id: projectId, number: at.number }
  const done = await bring(tx, project, rows)
  if (done < rows.length || rows.length === AT_ONCE) {
    const last = rows[done - 1]
    await reach(tx, projectId, last?.rev ?? at.rev, last?.id ?? at.entry_id)
    return true
  }
  // All of that rev is in it: what comes next has a greater one.
  await reach(tx, projectId, head + 1, '')
  return readWaiting(tx, project)
}

async function reach(tx: Tx, projectId: string, rev: number, entryId: string): Promise<void> {
  await sql`update search_files_progress set rev = ${rev}, entry_id = ${entryId}
    where project_id = ${projectId}`.execute(tx)
}

async function forgetFiles(tx: Tx, projectId: string): Promise<boolean> {
  await sql`delete from search_files where project_id = ${projectId}`.execute(tx)
  await sql`delete from search_files_progress where project_id = ${projectId}`.execute(tx)
  return false
}

/** Those that changed in what is found of them, and how many of all were as much as one transaction should hold. */
async function bring(tx: Tx, project: Project, rows: readonly EntryToIndex[]): Promise<number> {
  if (rows.length === 0) return 0
  const found = await sql<{ file_id: string; name: string; sha256: string; place: number }>`
    select file_id, name, sha256, place from search_files where file_id = any(${rows.map(({ id }) => id)})
  `.execute(tx)
  const known = new Map(found.rows.map((row) => [row.file_id, row]))
  const changed = rows.filter(({ id, name, sha256, changed_at: changedAt, is_shown: isShown }) => {
    const isSame = sha256 !== null && isIndexed(known.get(id), { name, sha256, changedAt })
    return isShown ? !isSame : known.has(id)
  })
  const done = await addSome(tx, project, changed)
  const last = changed[done - 1]
  return done === changed.length || last === undefined ? rows.length : rows.indexOf(last) + 1
}

/** What was not read yet when it came. */
async function readWaiting(tx: Tx, project: Project): Promise<boolean> {
  const { rows } = await sql<EntryToIndex>`
    select entries.id, entries.rev, entries.name, entries.sha256, entries.changed_at, true as is_shown
    from search_files as docs
    join file_texts as texts on texts.source_sha256 = docs.sha256
    join project_entries as entries on entries.id = docs.file_id and entries.sha256 = docs.sha256
    where docs.project_id = ${project.id} and docs.is_waiting = 1 and texts.state <> 'waiting' limit ${AT_ONCE}
  `.execute(tx)
  const done = await addSome(tx, project, rows)
  return done < rows.length || rows.length === AT_ONCE
}

interface Project {
  id: string
  number: number
}

/** How many of them were as much as one transaction should hold. */
async function addSome(tx: Tx, project: Project, rows: readonly EntryToIndex[]): Promise<number> {
  let letters = 0
  for (const [at, row] of rows.entries()) {
    await sql`delete from search_files where file_id = ${row.id}`.execute(tx)
    if (row.is_shown && row.sha256 !== null) letters += await addFile(tx, project, { ...row, sha256: row.sha256 })
    if (letters >= LETTERS_AT_ONCE) return at + 1
  }
  return rows.length
}

async function addFile(tx: Tx, project: Project, row: EntryToIndex & { sha256: string }): Promise<number> {
  const text = await sql<{ state: string; body: string }>`
    select state, body from file_texts where source_sha256 = ${row.sha256}
  `.execute(tx)
  const { state, body: written } = text.rows[0] ?? { state: 'none', body: '' }
  const name = foldFile(row.name)
  const body = foldFile(written)
  const ofName = [...wordsOf(name), ...gramsInRow(name).map((gram) => GRAM_MARK + gram)]
  const nameWords = vectorOf(ofName, project.number)
  const words = vectorOf([...ofName, ...wordsOf(body)], project.number)
  for (let place = placeAt(row.changed_at); ; place++) {
    // Another node may just have taken that place, for a file of another project.
    const { rows } = await sql`
      insert into search_files (place, file_id, project_id, sha256, is_waiting, name, body, name_words, words)
      values (
        ${place}, ${row.id}, ${project.id}, ${row.sha256}, ${state === 'waiting' ? 1 : 0}, ${name}, ${body},
        cast(${nameWords} as tsvector), cast(${words} as tsvector)
      )
      on conflict (place) do nothing returning place
    `.execute(tx)
    if (rows.length > 0) return name.length + body.length
  }
}

/** Which words there are, not where: that is read in the text itself, of the few files that have them. */
function vectorOf(words: readonly string[], project: number): string {
  const lexemes: string[] = []
  let bytes = 0
  for (const word of new Set(words)) {
    const scoped = project + PROJECT_MARK + word
    bytes += Buffer.byteLength(scoped)
    if (bytes > VECTOR_MAX_BYTES) break
    lexemes.push(lexeme(scoped))
  }
  return lexemes.join(' ')
}
