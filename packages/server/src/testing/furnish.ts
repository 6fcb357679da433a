import { DatabaseSync } from 'node:sqlite'

type Value = string | number | null

interface Column {
  name: string
  isText: boolean
  mayBeNull: boolean
  isKey: boolean
  /** The table and the column that it refers to. */
  refersTo: { table: string; column: string } | null
  /** The only values that it may have. */
  allowed: Value[] | null
}

/** What must come out as it went in, whatever is done with it. */
const ODD = 'a "b" \'c\' \\d \\n {e} ,\t\r\n\u0001\u007f é e\u0301 ﬀ 漢 😀 \u2028 %s $1 null'
const LARGEST = Number.MAX_SAFE_INTEGER
const SOME_DAY = 1_700_000_000_000

/**
 * Puts `count` rows into each table of an SQLite database in which nothing is, whichever tables there are: the rows of
 * one number refer to each other.
 */
export function furnishEveryTable(path: string, count: number): void {
  const db = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  const names = db.prepare(`select name from sqlite_master where type = 'table' and name <> 'migrations'`).all()
  const tables = new Map(names.map(({ name }) => [String(name), columnsOf(db, String(name))]))
  const valueOf = (table: string, column: Column, at: number): Value => {
    if (column.refersTo !== null) {
      const { refersTo } = column
      if (refersTo.table === table) return at === 0 ? null : `${table} ${refersTo.column} ${at - 1}`
      const other = tables.get(refersTo.table)?.find(({ name }) => name === refersTo.column)
      if (other === undefined) throw new Error(`${table}.${column.name} refers to nothing`)
      return valueOf(refersTo.table, other, at)
    }
    if (column.allowed !== null) return column.allowed[at % column.allowed.length] ?? null
    if (column.mayBeNull && at % 3 === 1) return null
    if (!column.isText) {
      if (column.name === 'expires_at') return LARGEST - at
      if (column.name.endsWith('_at')) return SOME_DAY + at
      return /^(is|has)_/.test(column.name) ? Number(at === 0) : at
    }
    return column.isKey ? `${table} ${column.name} ${at}` : `${table} ${at} ${ODD}`
  }
  db.exec('begin')
  for (const [table, columns] of tables) {
    const places = columns.map(() => '?').join(', ')
    const insert = db.prepare(
      `insert into "${table}" (${columns.map(({ name }) => `"${name}"`).join(', ')}) values (${places})`,
    )
    for (let at = 0; at < count; at++) insert.run(...columns.map((column) => valueOf(table, column, at)))
  }
  db.exec('commit')
  const broken = db.prepare('pragma foreign_key_check').all()
  db.close()
  if (broken.length > 0) throw new Error(`rows refer to nothing: ${JSON.stringify(broken.slice(0, 3))}`)
}

function columnsOf(db: DatabaseSync, table: string): Column[] {
  const written = String(db.prepare('select sql from sqlite_master where name = ?').get(table)?.['sql'])
  const keys = db.prepare(`pragma foreign_key_list("${table}")`).all()
  // Of a key of several columns the whole is what refers; each of them is that of the same row.
  return db
    .prepare(`pragma table_info("${table}")`)
    .all()
    .map((column) => {
      const name = String(column['name'])
      const key = keys
        .toSorted((one, other) => Number(other['seq']) - Number(one['seq']))
        .find(({ from }) => from === name)
      const check = new RegExp(`check \\("?${name}"? in \\(([^)]*)\\)`).exec(written)?.[1]
      return {
        name,
        isText: String(column['type']).toLowerCase() === 'text',
        mayBeNull: column['notnull'] === 0 && column['pk'] === 0,
        isKey: Number(column['pk']) > 0,
        refersTo: key === undefined ? null : { table: String(key['table']), column: String(key['to'] ?? 'id') },
        allowed: check === undefined ? null : check.split(',').map((value) => valueIn(value.trim())),
      }
    })
}

const valueIn = (written: string): Value => (written.startsWith("'") ? written.slice(1, -1) : Number(written))
