import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { Problem } from '../problem.ts'
import { StartError } from '../start-error.ts'
import { Checkpointer } from './checkpointer.ts'
import type { Database, Tx } from './database.ts'
import { takeFolder } from './folder-lock.ts'
import { GroupCommit } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { refuseMoved } from './move/mark.ts'
import { fileIndex, messageIndex, postIndex } from './search/sqlite-search.ts'
import { kyselyOver } from './sqlite-dialect.ts'
import { Turns } from './turns.ts'
import { WalFlusher } from './wal-flusher.ts'

/*
 * `normal` leaves the flush of the write-ahead log to us: `GroupCommit` flushes it with an asynchronous fdatasync
 * before it lets anyone say "stored". Checkpoints are made by a thread of their own (docs/decisions/0002).
 */
const WRITER_PRAGMAS = `
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma foreign_keys = on;
  pragma trusted_schema = off;
  pragma mmap_size = 0;
  pragma wal_autocheckpoint = 0;
  pragma secure_delete = on;
  pragma journal_size_limit = 134217728;
  pragma cache_size = -65536;
`

/** SQLite in `directory`: one connection that writes, one that reads what is committed, one thread that checkpoints. */
export async function openSqlite(directory: string): Promise<Database> {
  const path = join(directory, 'kith.db')
  refuseMoved(directory)
  const lock = takeFolder(directory)
  const writer = openWriter(path, lock)
  const tx: Tx = kyselyOver(writer)
  try {
    await migrate(tx, {
      dialect: 'sqlite',
      columns: { integer: sql`integer`, prefixable: sql`` },
      begin: async () => writer.exec('begin immediate'),
      commit: async () => writer.exec('commit'),
      rollback: async () => writer.exec('rollback'),
      backUp: async (name) => {
        const copy = join(directory, `before-${name}.db`)
        // One of an attempt that failed shows the same state.
        rmSync(copy, { force: true })
        writer.prepare('vacuum into ?').run(copy)
      },
    })
  } catch (error) {
    writer.close()
    lock.close()
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`The database ${path} could not be brought up to date (${reason}). It was left as it is.`)
  }
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 0 })
  reader.exec('pragma trusted_schema = off; pragma mmap_size = 0; pragma cache_size = -65536')
  const read = kyselyOver(reader)
  const flusher = new WalFlusher(`${path}-wal`)
  const checkpointer = new Checkpointer(path)
  // Looks at the log without moving anything (SQLite 3.51 and newer).
  const look = writer.prepare('pragma wal_checkpoint(noop)')
  const commits = new GroupCommit(
    writer,
    tx,
    () => checkpointer.due(Number(look.get()?.['log'] ?? 0)),
    () => flusher.flush(),
  )
  const search = messageIndex({ indexPath: join(directory, 'search.db'), databasePath: path })
  const fileSearch = fileIndex({ indexPath: join(directory, 'search-files.db'), databasePath: path })
  const postSearch = postIndex({ indexPath: join(directory, 'search-posts.db'), databasePath: path })
  const turns = new Turns()
  return {
    dialect: 'sqlite',
    read,
    search,
    fileSearch,
    postSearch,
    write: (work) => commits.run(work),
    exclusively: (key, work) => turns.take(key, () => work(async () => true)),
    ping: async () => {
      if (commits.failure !== null) throw new Problem('not-durable')
      reader.prepare('select 1').get()
    },
    forget: async () => {
      await search.forget()
      await fileSearch.forget()
      await postSearch.forget()
      await emptyLog(writer)
    },
    close: async () => {
      await search.close()
      await fileSearch.close()
      await postSearch.close()
      await commits.idle()
      await checkpointer.close()
      await flusher.close()
      await read.destroy()
      writer.exec('pragma wal_checkpoint(truncate)')
      await tx.destroy()
      lock.close()
    },
  }
}

function openWriter(path: string, lock: DatabaseSync): DatabaseSync {
  try {
    const writer = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 0 })
    writer.exec(WRITER_PRAGMAS)
    return writer
  } catch (error) {
    lock.close()
    throw new StartError(
      `The database ${path} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}

const EMPTYING_TRIES = 400
const EMPTYING_PAUSE_MS = 25

/**
 * Copies the whole log into the database and cuts it off, in a moment in which nothing is being written. Deleted content
 * is overwritten there, since `secure_delete` is on.
 */
async function emptyLog(writer: DatabaseSync): Promise<void> {
  for (let tries = 0; tries < EMPTYING_TRIES; tries++) {
    await pause(EMPTYING_PAUSE_MS)
    if (writer.isTransaction) continue
    // Busy while the thread that checkpoints is at it.
    if (writer.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0) return
  }
  throw new Error('the log could not be emptied')
}
