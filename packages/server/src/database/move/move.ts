import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../../start-error.ts'
import { tryFolder } from '../folder-lock.ts'
import { preparePostgres } from '../postgres.ts'
import { fillSearch } from './fill-search.ts'
import { markMoved } from './mark.ts'
import { MoveError } from './move-error.ts'
import { isSameDigest } from './rows.ts'
import type { MovedTable, Place } from './rows.ts'
import { MoveSource, placeOf } from './source.ts'
import { comparePlaces, MoveTarget } from './target.ts'
import type { Chunk } from './target.ts'

const ROWS_AT_ONCE = 5_000
const LOOK_MS = 250

export type MoveStep = 'ahead' | 'indexes' | 'lock' | 'last' | 'verify' | 'foreign-keys' | 'search' | 'wait' | 'finish'

export type MoveEvent =
  | { kind: 'begin'; isResumed: boolean; isServing: boolean; rows: number }
  | { kind: 'step'; step: MoveStep }
  /** So many rows of a table have been looked at, and so many of them brought. */
  | { kind: 'rows'; table: string; seen: number; brought: number; of: number }

export interface MoveOptions {
  dataDirectory: string
  /** `postgres://…`, of an empty database or of one into which this place has moved by half. */
  url: string
  /** Brought in one transaction at most. */
  rowsAtOnce?: number
  tell: (event: MoveEvent) => void
}

/** A table that is alike on both sides. */
export interface MovedRows {
  table: string
  rows: number
  checksum: string
}

/**
 * Moves all rows of the place in `dataDirectory` from SQLite to PostgreSQL. While a Kith serves from it, most is brought
 * without anybody noticing; then nobody writes until it has been stopped. May be killed at any moment and begun again.
 * @throws MoveError when it cannot be done; the source is left as it is, whatever happens
 */
export async function moveToPostgres(options: MoveOptions): Promise<MovedRows[]> {
  const source = new MoveSource(options.dataDirectory)
  const held: { folder: DatabaseSync | null } = { folder: tryFolder(options.dataDirectory) }
  let target: MoveTarget | null = null
  try {
    target = await MoveTarget.open(options.url)
    await target.refuseOthers()
    await preparePostgres(options.url)
    return await move({ ...options, source, target, held })
  } catch (error) {
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new MoveError(`The move was cut short (${reason}). Call it again: it goes on where it was.`, { cause: error })
  } finally {
    await target?.close()
    source.close()
    held.folder?.close()
  }
}

interface Move extends MoveOptions {
  source: MoveSource
  target: MoveTarget
  /** The lock on the folder; null while a Kith that serves has it. */
  held: { folder: DatabaseSync | null }
}

async function move({
  source,
  target,
  held,
  dataDirectory,
  url,
  tell,
  rowsAtOnce = ROWS_AT_ONCE,
}: Move): Promise<MovedRows[]> {
  const tables = source.tables()
  const isResumed = (await target.begin(tables)) === 'resumed'
  const rows = tables.reduce((sum, table) => sum + source.count(table), 0)
  tell({ kind: 'begin', isResumed, isServing: held.folder === null, rows })
  const step = (name: MoveStep): void => tell({ kind: 'step', step: name })
  const bringAll = async (): Promise<void> => {
    for (const table of tables) await bringTable({ source, target, tell, rowsAtOnce }, table)
  }
  const fill = async (): Promise<void> => {
    step('indexes')
    await target.restoreIndexes()
    step('search')
    await fillSearch(url)
  }
  if (held.folder === null) {
    step('ahead')
    await bringAll()
    await fill()
  }
  step('lock')
  source.lock()
  step('last')
  await bringAll()
  if (held.folder !== null) await fill()
  step('verify')
  const moved: MovedRows[] = []
  for (const table of tables) moved.push(await verify(source, target, table))
  step('foreign-keys')
  await target.restoreForeignKeys()
  step('search')
  await fillSearch(url)
  if (held.folder === null) {
    step('wait')
    while ((held.folder = tryFolder(dataDirectory)) === null) await pause(LOOK_MS)
  }
  step('finish')
  // In this order: cut short between the two, no Kith starts on either, and the move can be finished.
  markMoved(dataDirectory, nameOf(url))
  await target.finish()
  return moved
}

/** Without the password. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `PostgreSQL ${host}${pathname}`
}

type Bringing = Pick<Move, 'source' | 'target' | 'tell'> & { rowsAtOnce: number }

/** Brings what is not there yet, and anew what has changed since it was brought. */
async function bringTable({ source, target, tell, rowsAtOnce }: Bringing, table: MovedTable): Promise<void> {
  const of = source.count(table)
  const chunks = await target.chunks(table)
  const changed: Chunk[] = []
  let seen = 0
  for (const chunk of chunks) {
    const now = source.digest(table, chunk.range)
    if (isSameDigest(now, chunk.digest)) {
      seen += now.rows
      tell({ kind: 'rows', table: table.name, seen, brought: 0, of })
    } else changed.push(chunk)
  }
  await target.forget(table, changed)
  let brought = 0
  let after: Place = null
  const kept = chunks.filter((chunk) => !changed.includes(chunk))
  for (const next of [...kept, null]) {
    const end = next === null ? null : next.range.after
    // What lies between two chunks that are there; before one that begins at the first row there is nothing.
    let isOpen: boolean = next === null || (end !== null && (after === null || comparePlaces(after, end) < 0))
    while (isOpen) {
      const page = source.page(table, { after, upTo: end }, rowsAtOnce)
      const last = page.rows.at(-1)
      if (last === undefined) break
      const upTo = placeOf(table, last) ?? []
      await target.bring(table, page.rows, { range: { after, upTo }, digest: page.digest })
      after = upTo
      brought += page.rows.length
      tell({ kind: 'rows', table: table.name, seen: seen + brought, brought, of })
      isOpen = !page.isLast
    }
    after = next?.range.upTo ?? after
  }
}

async function verify(source: MoveSource, target: MoveTarget, table: MovedTable): Promise<MovedRows> {
  const [there, here] = [await target.digest(table), source.digest(table)]
  if (!isSameDigest(there, here)) {
    throw new MoveError(
      `The table ${table.name} is not alike on both sides: ${here.rows} rows in SQLite, ${there.rows} in PostgreSQL. Nothing of the old place was changed; begin anew with an empty database, and please report this.`,
    )
  }
  const checksum = here.sums.map((sum) => BigInt.asUintN(64, sum).toString(16).padStart(16, '0')).join('')
  return { table: table.name, rows: here.rows, checksum }
}
