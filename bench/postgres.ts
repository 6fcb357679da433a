import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

const server = process.env['KITH_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** Why the PostgreSQL that runs are made on cannot be had; null when it is there. */
export async function whyNoPostgres(): Promise<string | null> {
  try {
    await onServer('select 1')
    return null
  } catch (error) {
    const { host } = new URL(server)
    return `no PostgreSQL answers at ${host}: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** A name that nobody has. */
export function databaseName(): string {
  return `kith_bench_${randomBytes(6).toString('hex')}`
}

export function databaseUrl(name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Empty, or with all that `template` has. */
export async function createDatabase(name: string, template: string | null = null): Promise<void> {
  await onServer(`create database ${name}${template === null ? '' : ` template ${template} strategy file_copy`}`)
}

export async function dropDatabase(name: string): Promise<void> {
  await onServer(`drop database if exists ${name} with (force)`)
}

/** As its own housekeeping would have left it by the next day. */
export async function tidyDatabase(name: string): Promise<void> {
  await onServer('vacuum analyze', databaseUrl(name))
}

async function onServer(statement: string, url = server): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The processes that serve a database, where they run on this machine: each is called after it. */
export function processesOf(name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && commandOf(entry).includes(name))
    .map(Number)
}

function commandOf(pid: string): string {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return command.startsWith('postgres:') ? command : ''
  } catch {
    // It ended meanwhile.
    return ''
  }
}
