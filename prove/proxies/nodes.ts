import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { kithProcess } from '../../scripts/kith-process.ts'
import type { KithProcess } from '../../scripts/kith-process.ts'
import { ownRedis } from '../../packages/server/src/testing/own-redis.ts'
import { findPostgres } from '../../scripts/test-postgres.ts'

/** Somewhat more than usual: the machine has all of it to do, and the clients too. */
const LEAVE_SECONDS = 8

/** Two nodes of one Kith, with a database, a Redis and a folder of their own. */
export interface TwoNodes {
  nodes: readonly KithProcess[]
  start(): Promise<void>
  /** Ends everything. */
  remove(): Promise<void>
}

/** Not started yet. `origins`: the addresses that people use; the first is the public one. */
export async function twoNodes(
  folder: string,
  { redis, origins }: { redis: string; origins: readonly string[] },
): Promise<TwoNodes> {
  const postgres = await findPostgres()
  const name = `kith_proxies_${randomBytes(6).toString('hex')}`
  await onServer(postgres.url, `create database ${name}`)
  const database = new URL(postgres.url)
  database.pathname = `/${name}`
  const memory = await ownRedis(redis)
  await memory.start()
  const settings = {
    DATABASE_URL: database.href,
    DATABASE_POOL_MAX: '8',
    REDIS_URL: memory.url,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    PUBLIC_URL: origins[0] ?? '',
    ALLOWED_ORIGINS: origins.slice(1).join(','),
    TRUSTED_PROXIES: '127.0.0.1',
    LEAVE_SECONDS: String(LEAVE_SECONDS),
    RATE_LIMIT_FACTOR: '10000',
  }
  const nodes = await Promise.all([1, 2].map(() => kithProcess({ dataDirectory: join(folder, 'data'), settings })))
  const endWithUs = (): void => {
    for (const node of nodes) node.endNow()
    memory.killNow()
  }
  process.once('exit', endWithUs)
  return {
    nodes,
    start: async () => {
      // The first makes the tables.
      for (const node of nodes) await node.start()
    },
    remove: async () => {
      await Promise.all(nodes.map((node) => node.end('SIGKILL')))
      process.off('exit', endWithUs)
      await memory.kill()
      await onServer(postgres.url, `drop database if exists ${name} with (force)`)
      await postgres.stop()
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
