import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { FileHit, FileSearch } from './file-index.ts'
import { foldFile, gramsInRow, isIndexed, wordsOf } from './file-words.ts'
import { keepIndex, openIndex } from './keep-index.ts'
import { placeAt } from './search-index.ts'
import { findFiles, scoped, scopeOf } from './sqlite-file-find.ts'

const VERSION = 1
const AT_ONCE = 200
/** Questions wait for what is done together. */
const LETTERS_AT_ONCE = 2_000_000

const db = openIndex(VERSION, createTables)

/**
 * Each word begins with the number of its project, so what is said in the projects of others is not even passed over.
 * The two prefixes are of one and of two letters after it.
 */
function createTables(index: DatabaseSync): void {
  index.exec(`
    create table scopes (
      number integer primary key autoincrement, project_id text not null unique,
      rev integer not null default 0, entry_id text not null default ''
    );
    create table docs (
      place integer primary key, file_id text not null unique, project_id text not null, sha256 text not null,
      is_waiting integer not null, name text not null, body text not null
    );
    create index docs_project on docs (project_id, place);
    create index docs_waiting on docs (project_id) where is_waiting = 1;
    create virtual table words using fts5(
      name, grams, body, content = '', columnsize = 0, prefix = '5 6',
      tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
    );
    insert into words (words, rank) values ('secure-delete', 1);
  `)
}

const say = {
  behind: db.prepare(`
    select projects.id from kith.projects left join scopes on scopes.project_id = projects.id
    where projects.head >= coalesce(scopes.rev, 0)
    union select project_id from docs where is_waiting = 1
    union select project_id from scopes where project_id not in (select id from kith.projects)
  `),
  number: db.prepare('insert into scopes (project_id) values (?) on conflict (project_id) do nothing'),
  head: db.prepare(`
    select projects.head, scopes.number, scopes.rev, scopes.entry_id
    from kith.projects join scopes on scopes.project_id = projects.id where projects.id = ?
  `),
  changed: db.prepare(`
    select id, rev, name, sha256, changed_at, type = 'file' and trash_id is null and is_gone = 0 as is_shown
    from kith.project_entries where project_id = ? and rev >= ? and (rev, id) > (?, ?) order by rev, id limit ${AT_ONCE}
  `),
  text: db.prepare('select state, body from kith.file_texts where source_sha256 = ?'),
  waiting: db.prepare(`
    select entries.id, entries.name, entries.sha256, entries.changed_at
    from docs join kith.file_texts texts on texts.source_sha256 = docs.sha256
    join kith.project_entries entries on entries.id = docs.file_id and entries.sha256 = docs.sha256
    where docs.project_id = ? and docs.is_waiting = 1 and texts.state <> 'waiting' limit ${AT_ONCE}
  `),
  found: db.prepare('select place, name, body, sha256 from docs where file_id = ?'),
  ofProject: db.prepare(`select place, name, body from docs where project_id = ? limit ${AT_ONCE}`),
  scope: db.prepare('select number from scopes where project_id = ?'),
  taken: db.prepare('select 1 from docs where place = ?'),
  insert: db.prepare('insert into docs values (?, ?, ?, ?, ?, ?, ?)'),
  insertWords: db.prepare('insert into words (rowid, name, grams, body) values (?, ?, ?, ?)'),
  dropWords: db.prepare("insert into words (words, rowid, name, grams, body) values ('delete', ?, ?, ?, ?)"),
  drop: db.prepare('delete from docs where place = ?'),
  forget: db.prepare('delete from scopes where project_id = ?'),
  reached: db.prepare('update scopes set rev = ?, entry_id = ? where project_id = ?'),
}

type Row = NonNullable<ReturnType<StatementSync['get']>>

interface Project {
  id: string
  scope: string
}

/** Brings some changes of a project into the index; whether there is more to do. */
function follow(projectId: string): boolean {
  say.number.run(projectId)
  const at = say.head.get(projectId)
  if (at === undefined) return forget(projectId)
  const project = { id: projectId, scope: scopeOf(Number(at['number'])) }
  const rev = Number(at['rev'])
  const rows = say.changed.all(projectId, rev, rev, String(at['entry_id']))
  for (const [done, row] of rows.entries()) {
    bring(project, row)
    const isLast = done === rows.length - 1
    if (isLast ? rows.length === AT_ONCE : isFull()) {
      say.reached.run(Number(row['rev']), String(row['id']), projectId)
      return true
    }
  }
  // All of that rev is in it: what comes next has a greater one.
  say.reached.run(Number(at['head']) + 1, '', projectId)
  indexFresh()
  return readWaiting(project)
}

function bring(project: Project, row: Row): void {
  const known = say.found.get(String(row['id']))
  const isShown = row['is_shown'] === 1
  if (isShown && known !== undefined && isIndexed(indexedOf(known), entryOf(row))) return
  remove(project.scope, known)
  if (isShown) add(project, row)
}

const indexedOf = (known: Row) => ({
  name: String(known['name']),
  sha256: String(known['sha256']),
  place: Number(known['place']),
})

const entryOf = (row: Row) => ({
  name: String(row['name']),
  sha256: String(row['sha256']),
  changedAt: Number(row['changed_at']),
})

/** What was not read yet when it came. */
function readWaiting(project: Project): boolean {
  const rows = say.waiting.all(project.id)
  for (const row of rows) {
    remove(project.scope, say.found.get(String(row['id'])))
    add(project, row)
    if (isFull()) return true
  }
  return rows.length === AT_ONCE
}

/** The project is gone: so is what was in it. */
function forget(projectId: string): boolean {
  const scope = scopeOf(Number(say.scope.get(projectId)?.['number']))
  const rows = say.ofProject.all(projectId)
  for (const row of rows) remove(scope, row)
  if (rows.length === AT_ONCE) return true
  say.forget.run(projectId)
  return false
}

interface Fresh {
  place: number
  columns: [name: string, grams: string, body: string]
}

/** What is in `docs` and not yet in the index of words. */
let fresh: Fresh[] = []
let freshLetters = 0

const isFull = (): boolean => freshLetters >= LETTERS_AT_ONCE

function columnsOf(scope: string, name: string, body: string): Fresh['columns'] {
  return [scoped(wordsOf(name), scope), scoped(gramsInRow(name), scope), scoped(wordsOf(body), scope)]
}

function remove(scope: string, known: Row | undefined): void {
  if (known === undefined) return
  const place = Number(known['place'])
  say.dropWords.run(place, ...columnsOf(scope, String(known['name']), String(known['body'])))
  say.drop.run(place)
}

function add({ id: projectId, scope }: Project, row: Row): void {
  const { name: written, sha256, changedAt } = entryOf(row)
  const text = say.text.get(sha256)
  const name = foldFile(written)
  const body = text?.['state'] === 'ready' ? foldFile(String(text['body'])) : ''
  let place = placeAt(changedAt)
  while (say.taken.get(place) !== undefined) place++
  const isWaiting = text?.['state'] === 'waiting' ? 1 : 0
  say.insert.run(place, String(row['id']), projectId, sha256, isWaiting, name, body)
  fresh.push({ place, columns: columnsOf(scope, name, body) })
  freshLetters += name.length + body.length
}

/** In their order: a place before the one before it makes FTS5 write out all that it has gathered. */
function indexFresh(): void {
  const inOrder = fresh.toSorted((a, b) => a.place - b.place)
  fresh = []
  freshLetters = 0
  for (const { place, columns } of inOrder) say.insertWords.run(place, ...columns)
}

keepIndex<FileSearch, FileHit>({
  db,
  behind: () => say.behind.all().map((row) => String(row['id'])),
  follow,
  isFull,
  finish: indexFresh,
  find: (wanted) => findFiles(db, wanted),
})
