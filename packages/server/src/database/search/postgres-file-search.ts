import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../database.ts'
import { behindFiles, followFiles } from './postgres-file-follow.ts'
import { termsOf } from './file-index.ts'
import type { FileHit, FileIndex, FileSearch, Term } from './file-index.ts'
import { gramsInRow, wordsOf } from './file-words.ts'
import { PostgresFollower } from './postgres-follower.ts'
import { GRAM_MARK, PROJECT_MARK, lexeme } from './postgres-lexemes.ts'

type Part = RawBuilder<unknown>

/** The index of the files of projects of a PostgreSQL place: a table beside them. */
export class PostgresFileSearch implements FileIndex {
  readonly #db: Tx
  readonly #follower: PostgresFollower

  constructor(db: Tx, failed: (error: unknown) => void) {
    this.#db = db
    this.#follower = new PostgresFollower({ db, failed, behind: () => behindFiles(db), follow: followFiles })
  }

  changed(projectId: string): void {
    this.#follower.changed(projectId)
  }

  async find(wanted: FileSearch): Promise<FileHit[]> {
    const terms = termsOf(wanted)
    const hits: FileHit[] = []
    for (const isInName of terms.length === 0 ? [false] : [true, false]) {
      const { after } = wanted
      if (isInName && after?.isInName === false) continue
      const before = after?.isInName === isInName ? after.place : null
      hits.push(...(await this.#findIn(wanted, { terms, isInName, before, limit: wanted.limit - hits.length })))
    }
    return hits
  }

  settled(): Promise<void> {
    return this.#follower.settled()
  }

  forget(): Promise<void> {
    return this.settled()
  }

  close(): Promise<void> {
    return this.#follower.close()
  }

  /**
   * Project by project: each has words of its own. What is in the texts themselves is read newest first, and only of as
   * many files as are wanted: a subquery for each, which the planner leaves where it is.
   */
  async #findIn(
    { userId, projectIds, broughtBy, from, until }: FileSearch,
    { terms, isInName, before, limit }: { terms: Term[]; isInName: boolean; before: number | null; limit: number },
  ): Promise<FileHit[]> {
    if (limit === 0) return []
    const words =
      terms.length === 0
        ? sql`docs.project_id = progress.project_id`
        : sql`${sql.ref(isInName ? 'docs.name_words' : 'docs.words')} @@
            cast(replace(${queryOf(terms)}, ${PROJECT_MARK}, progress.number || ${PROJECT_MARK}) as tsquery)`
    const said = isInName
      ? terms.map(isNamed)
      : [
          ...terms.map((term) => sql`(${isNamed(term)} or ${isIn('docs.body', term)})`),
          ...(terms.length === 0 ? [] : [sql`not (${sql.join(terms.map(isNamed), sql` and `)})`]),
        ]
    const conditions = [
      ...(broughtBy === null ? [] : [sql`entries.uploaded_by = any(${broughtBy})`]),
      ...(from === null ? [] : [sql`entries.changed_at >= ${from}`]),
      ...(until === null ? [] : [sql`entries.changed_at < ${until}`]),
      ...said,
    ]
    const { rows } = await sql<{ file_id: string; place: number }>`
      select found.file_id, found.place
      from project_members as members
      join search_files_progress as progress on progress.project_id = members.project_id
      cross join lateral (
        select there.file_id, there.place
        from (
          select docs.file_id, docs.place from search_files as docs
          where ${words} and ${before === null ? sql`true` : sql`docs.place < ${before}`}
          order by docs.place desc offset 0
        ) as there
        where (
          select ${sql.join([sql`true`, ...conditions], sql` and `)}
          from search_files as docs
          join project_entries as entries on entries.id = docs.file_id and entries.sha256 = docs.sha256
            and entries.trash_id is null and entries.is_gone = 0
          where docs.place = there.place and docs.project_id = members.project_id
        )
        order by there.place desc limit ${limit}
      ) as found
      where members.user_id = ${userId} and members.left_at is null
        and ${projectIds === null ? sql`true` : sql`members.project_id = any(${projectIds})`}
      order by found.place desc limit ${limit}
    `.execute(this.#db)
    return rows.map(({ file_id: fileId, place }) => ({ fileId, place, isInName }))
  }
}

/** What a file must have, all words and groups of letters of one project. */
function queryOf(terms: readonly Term[]): string {
  return terms.map(termQuery).join(' & ')
}

function termQuery({ text, isOpen, inName }: Term): string {
  const spoken = wordsOf(text).map((word) => lexeme(PROJECT_MARK + word))
  const last = isOpen ? ':*' : ''
  const words = `(${spoken.join(' & ')}${last})`
  if (!inName) return words
  const grams = new Set(gramsInRow(text).map((gram) => lexeme(PROJECT_MARK + GRAM_MARK + gram)))
  return `(${words} | (${[...grams].join(' & ')}))`
}

function isNamed(term: Term): Part {
  const isWithin = term.inName ? sql`position(${term.text} in docs.name) > 0` : sql`false`
  return sql`(${isWithin} or ${isIn('docs.name', term)})`
}

/** Words in this order, the last of them perhaps only begun. */
function isIn(column: 'docs.name' | 'docs.body', { text, isOpen }: Term): Part {
  return sql`position(${` ${text}${isOpen ? '' : ' '}`} in ' ' || ${sql.ref(column)} || ' ') > 0`
}
