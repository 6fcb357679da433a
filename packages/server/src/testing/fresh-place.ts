import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../database/database.ts'
import { freshBucket } from './object-storage.ts'

/** Which database the tests run on: `KITH_TEST_DATABASE`, SQLite when unset. */
export const testDialect: 'sqlite' | 'postgres' =
  process.env['KITH_TEST_DATABASE'] === 'postgres' ? 'postgres' : 'sqlite'

/** Where their files lie: `KITH_TEST_STORE`, on the disk when unset. */
export const testStore: 'disk' | 's3' = process.env['KITH_TEST_STORE'] === 's3' ? 's3' : 'disk'

export interface FreshPlace {
  directory: string
  settings: Record<string, string>
  remove(): Promise<void>
}

/** A data folder and, on PostgreSQL, a database of its own: empty, or with all tables (`hasTables`). */
export async function freshPlace({ hasTables = false } = {}): Promise<FreshPlace> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-test-'))
  const removeFolder = (): Promise<void> => rm(directory, { recursive: true, force: true })
  const files: Record<string, string> = testStore === 's3' ? { S3_URL: await freshBucket() } : {}
  if (testDialect === 'sqlite') {
    if (hasTables) await copyFile(await (templateFile ??= makeTemplateFile()), join(directory, 'kith.db'))
    return { directory, settings: { DATA_DIR: directory, ...files }, remove: removeFolder }
  }
  const server = process.env['KITH_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const { name, giveBack } = await (hasTables ? borrowed(server) : made(server))
  return {
    directory,
    // Each connection costs PostgreSQL a process that reads the tables' descriptions anew.
    settings: { DATA_DIR: directory, DATABASE_URL: urlOf(server, name), DATABASE_POOL_MAX: '3', ...files },
    remove: async () => {
      await giveBack()
      await removeFolder()
    },
  }
}

let templateFile: Promise<string> | null = null

/** A database file with all tables and nothing in them, made once for each state of the migrations. */
async function makeTemplateFile(): Promise<string> {
  const path = join(tmpdir(), `kith-template-${stateOfMigrations()}.db`)
  if (existsSync(path)) return path
  const directory = await mkdtemp(join(tmpdir(), 'kith-unfinished-'))
  const database = await openDatabase({ dataDirectory: directory, databaseUrl: null })
  await database.close()
  await rename(join(directory, 'kith.db'), path)
  await rm(directory, { recursive: true })
  return path
}

interface Lease {
  name: string
  giveBack: () => Promise<void>
}

async function made(server: string): Promise<Lease> {
  const name = `kith_test_${randomBytes(8).toString('hex')}`
  await onServer(server, `create database ${name}`)
  return { name, giveBack: () => onServer(server, `drop database if exists ${name} with (force)`) }
}

/** By the number of a database that is emptied and used again: those that this process uses now. */
const inUse = new Set<number>()
let lessor: Promise<pg.Client> | null = null
let templated: Promise<string> | null = null

/**
 * A database with all tables and nothing in them. Making one takes half a second, emptying one a few milliseconds: those
 * of earlier tests and runs are used again. Whose they are PostgreSQL keeps in mind, as long as the process lives.
 */
async function borrowed(server: string): Promise<Lease> {
  templated ??= templateOn(server)
  const template = await templated
  lessor ??= connectedTo(server)
  const client = await lessor
  for (let number = 1; ; number++) {
    if (inUse.has(number)) continue
    inUse.add(number)
    const { rows } = await client.query(`select pg_try_advisory_lock(${LOCK}, ${number}) as "isOurs"`)
    if (rows[0]?.isOurs !== true) {
      inUse.delete(number)
      continue
    }
    const name = `${template}_${number}`
    const known = await client.query(`select from pg_database where datname = '${name}'`)
    if (known.rowCount === 0) {
      await client.query(`create database ${name} template ${template}`)
      // What the tests prove about durability they prove on SQLite; here a lost test database costs nothing.
      await client.query(`alter database ${name} set synchronous_commit = off`)
    } else await onServer(urlOf(server, name), EMPTY)
    const giveBack = async (): Promise<void> => {
      const { rows: sizes } = await client.query(`select pg_database_size('${name}') > ${BYTES_MAX} as "isBig"`)
      if (sizes[0]?.isBig === true) await client.query(`drop database ${name} with (force)`)
      await client.query(`select pg_advisory_unlock(${LOCK}, ${number})`)
      inUse.delete(number)
    }
    return { name, giveBack }
  }
}

/** What a test of a hundred thousand messages leaves would slow down those that come after it. */
const BYTES_MAX = 20_000_000

const EMPTY = `do $$ declare one regclass; begin
  set local session_replication_role = replica;
  for one in select oid from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migrations'
  loop execute format('delete from %s', one); end loop;
end $$`

async function connectedTo(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}

function urlOf(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

const LOCK = 7_261_044
const migrations = new URL('../database/migrations/', import.meta.url)

function stateOfMigrations(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(migrations).toSorted()) hash.update(readFileSync(new URL(file, migrations)))
  return hash.digest('hex').slice(0, 16)
}

/** Other checkouts, at other states of the migrations, may be testing at the same time. */
const TEMPLATES_KEPT = 4

/** A database with all tables and nothing in them, made once for each state of the migrations. */
async function templateOn(server: string): Promise<string> {
  const name = `kith_template_${stateOfMigrations()}`
  const client = await connectedTo(server)
  try {
    // Several test processes come at once.
    await client.query(`select pg_advisory_lock(${LOCK})`)
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname ~ '^kith_template_[0-9a-f]+$' order by oid desc`,
    )
    if (rows.some(({ datname }) => datname === name)) return name
    for (const { datname } of rows.slice(TEMPLATES_KEPT)) await dropFamily(client, datname)
    // Under another name until it is whole: whoever dies meanwhile leaves nothing that looks finished.
    await client.query('drop database if exists kith_unfinished with (force)')
    await client.query('create database kith_unfinished')
    const database = await openDatabase({ dataDirectory: '', databaseUrl: urlOf(server, 'kith_unfinished') })
    await database.close()
    await client.query(`alter database kith_unfinished rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

/** A template and its copies, but for those that are in use. */
async function dropFamily(client: pg.Client, template: string): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname = '${template}' or datname like '${template}\\_%'`,
  )
  for (const { datname } of rows) await client.query(`drop database ${datname}`).catch(() => undefined)
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = await connectedTo(url)
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
