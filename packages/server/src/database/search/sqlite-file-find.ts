import type { DatabaseSync } from 'node:sqlite'
import { termsOf } from './file-index.ts'
import type { FileHit, FileSearch, Term } from './file-index.ts'
import { gramsInRow, wordsOf } from './file-words.ts'
import { among, quoted } from './sqlite-conditions.ts'
import type { Condition } from './sqlite-conditions.ts'

const SCOPE_LETTERS = 4

/** What every word of a project begins with: always as long, or the index of prefixes would not know where a word begins. */
export function scopeOf(number: number): string {
  return number.toString(36).padStart(SCOPE_LETTERS, '0')
}

export function scoped(words: readonly string[], scope: string): string {
  return words.map((word) => scope + word).join(' ')
}

/** Project by project: each has words of its own, and of a frequent one the newest files alone are looked at. */
export function findFiles(db: DatabaseSync, wanted: FileSearch): FileHit[] {
  const terms = termsOf(wanted)
  const scopes = scopesOf(db, wanted)
  const hits: FileHit[] = []
  for (const isInName of terms.length === 0 ? [false] : [true, false]) {
    const { after } = wanted
    if (isInName && after?.isInName === false) continue
    const before = after?.isInName === isInName ? after.place : null
    const limit = wanted.limit - hits.length
    if (limit === 0) break
    const ask = askerOf(db, wanted, { terms, isInName, before, limit })
    const found = scopes.flatMap(ask)
    hits.push(...found.toSorted((a, b) => b.place - a.place).slice(0, limit))
  }
  return hits
}

interface Scope {
  projectId: string
  letters: string
}

/** Of the projects in question those that the person is in. */
function scopesOf(db: DatabaseSync, { userId, projectIds }: FileSearch): Scope[] {
  const within = projectIds === null ? [] : [among('scopes.project_id', projectIds)]
  const rows = db
    .prepare(`
      select scopes.project_id, scopes.number
      from kith.project_members as members cross join scopes on scopes.project_id = members.project_id
      where members.user_id = ? and members.left_at is null ${within.map(({ sql }) => `and ${sql}`).join('')}
    `)
    .all(userId, ...within.flatMap(({ values }) => values))
  return rows.map((row) => ({ projectId: String(row['project_id']), letters: scopeOf(Number(row['number'])) }))
}

interface Within {
  terms: readonly Term[]
  isInName: boolean
  before: number | null
  limit: number
}

/** Asks one project: the same statement for each. The membership table decides, in the query itself. */
function askerOf(
  db: DatabaseSync,
  { userId, broughtBy, from, until }: FileSearch,
  { terms, isInName, before, limit }: Within,
): (scope: Scope) => FileHit[] {
  const hasWords = terms.length > 0
  const place = hasWords ? 'words.rowid' : 'docs.place'
  const conditions: Condition[] = [
    ...(before === null ? [] : [{ sql: `${place} < ?`, values: [before] }]),
    ...(broughtBy === null ? [] : [among('entries.uploaded_by', broughtBy)]),
    ...(from === null ? [] : [{ sql: 'entries.changed_at >= ?', values: [from] }]),
    ...(until === null ? [] : [{ sql: 'entries.changed_at < ?', values: [until] }]),
  ]
  const statement = db.prepare(`
    select docs.file_id, docs.place
    from ${hasWords ? 'words cross join docs on docs.place = words.rowid' : 'docs indexed by docs_project'}
    cross join kith.project_members as members on members.project_id = docs.project_id
      and members.user_id = ? and members.left_at is null
    cross join kith.project_entries as entries on entries.id = docs.file_id
      and entries.sha256 = docs.sha256 and entries.trash_id is null and entries.is_gone = 0
    where ${hasWords ? 'words match ?' : 'docs.project_id = ?'} ${conditions.map(({ sql }) => `and ${sql}`).join(' ')}
    order by ${place} desc limit ?
  `)
  const values = conditions.flatMap((condition) => condition.values)
  return ({ projectId, letters }) =>
    statement
      .all(userId, hasWords ? queryOf(terms, isInName, letters) : projectId, ...values, limit)
      .map((row) => ({ fileId: String(row['file_id']), place: Number(row['place']), isInName }))
}

/** What FTS5 is asked: all in the name, or all in the file and not all in the name. */
function queryOf(terms: readonly Term[], isInName: boolean, scope: string): string {
  const all = (columns: string): string => terms.map((term) => termQuery(term, columns, scope)).join(' AND ')
  return isInName ? all('name') : `(${all('name body')}) NOT (${all('name')})`
}

/** Groups of three in a row are there where the text is, in any part of a word. */
function termQuery({ text, isOpen, inName }: Term, columns: string, scope: string): string {
  const words = `{${columns}} : ${quoted(scoped(wordsOf(text), scope))}${isOpen ? ' *' : ''}`
  return inName ? `(${words} OR grams : ${quoted(scoped(gramsInRow(text), scope))})` : `(${words})`
}
