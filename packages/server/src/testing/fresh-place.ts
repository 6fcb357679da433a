import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** Which database the tests run on: `KITH_TEST_DATABASE`, SQLite when unset. */
export const testDialect = process.env['KITH_TEST_DATABASE'] === 'postgres' ? 'postgres' : 'sqlite'

export interface FreshPlace {
  directory: string
  settings: Record<string, string>
  remove(): Promise<void>
}

/** An empty data folder and, on PostgreSQL, an empty database of its own. */
export async function freshPlace(): Promise<FreshPlace> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-test-'))
  const removeFolder = (): Promise<void> => rm(directory, { recursive: true, force: true })
  if (testDialect === 'sqlite') return { directory, settings: { DATA_DIR: directory }, remove: removeFolder }
  const server = process.env['KITH_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const name = `kith_test_${randomBytes(8).toString('hex')}`
  await onServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    directory,
    settings: { DATA_DIR: directory, DATABASE_URL: url.href },
    remove: async () => {
      await onServer(server, `drop database if exists ${name} with (force)`)
      await removeFolder()
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
