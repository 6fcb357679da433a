import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { freshPlace, testDialect } from '../testing/fresh-place.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { openDatabase } from './database.ts'
import type { Database, DatabaseOptions, Tx } from './database.ts'
import { lockOf } from './postgres-turns.ts'

async function freshOptions(): Promise<DatabaseOptions> {
  const place = await freshPlace({ hasTables: true })
  onTestFinished(() => place.remove())
  return { dataDirectory: place.directory, databaseUrl: place.settings['DATABASE_URL'] ?? null, poolMax: 2 }
}

async function open(options: DatabaseOptions): Promise<Database> {
  const db = await openDatabase(options)
  onTestFinished(() => db.close())
  return db
}

/** As many nodes as can share a database. */
async function nodes(options?: DatabaseOptions): Promise<[Database, Database]> {
  options ??= await freshOptions()
  const first = await open(options)
  return [first, testDialect === 'postgres' ? await open(options) : first]
}

test('the work of one key is done one after the other by all nodes, that of others meanwhile', async () => {
  const both = await nodes()
  let inside = 0
  let most = 0
  const work = async (db: Database): Promise<void> => {
    inside++
    most = Math.max(most, inside)
    // More than the pool has: no turn may hold a connection that its own work waits for.
    await Promise.all([1, 2, 3].map((key) => db.write((tx) => count(tx, `k${key}`))))
    inside--
  }
  const turns = Array.from({ length: 10 }, (_, at) => both[at % 2 === 0 ? 0 : 1])
  await Promise.all(turns.map((db) => db.exclusively('one', () => work(db))))
  expect(most).toBe(1)
  const gate = Promise.withResolvers<void>()
  const held = both[0].exclusively('held', () => gate.promise)
  await both[1].exclusively('other', async () => undefined)
  gate.resolve()
  await held
})

test('more turns at once than there are connections wait for nothing but each other', async () => {
  const [db] = await nodes()
  const done = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      db.exclusively(`key ${at}`, async () => {
        await db.write((tx) => count(tx, `n${at}`))
        return at
      }),
    ),
  )
  expect(done).toHaveLength(20)
})

test('whoever fails gives its turn on, and gets what it threw', async () => {
  const [first, second] = await nodes()
  const failing = first.exclusively('one', async () => {
    throw new Error('thought better of it')
  })
  await expect(failing).rejects.toThrow('thought better of it')
  expect(await second.exclusively('one', async () => 'mine')).toBe('mine')
})

test.runIf(testDialect === 'postgres')(
  'whoever loses the connection that held a turn knows that it is no longer alone, and the next one gets another',
  async () => {
    const options = await freshOptions()
    const [first, second] = await nodes(options)
    const admin = new pg.Client({ connectionString: options.databaseUrl ?? '' })
    await admin.connect()
    onTestFinished(() => admin.end())
    const seen: boolean[] = []
    await first.exclusively('one', async (isMine) => {
      seen.push(await isMine())
      const { rows } = await admin.query<{ pid: number }>(
        `select pid from pg_locks join pg_database on pg_database.oid = database and datname = current_database()
          where locktype = 'advisory' and objid = $1 and classid = $2 and granted`,
        halvesOf('one'),
      )
      expect(rows).toHaveLength(1)
      await admin.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await expect.poll(isMine, { timeout: PATIENCE_MS }).toBe(false)
      expect(await second.exclusively('one', async (isTheirs) => isTheirs())).toBe(true)
    })
    expect(seen).toEqual([true])
    expect(await first.exclusively('one', async (isMine) => isMine())).toBe(true)
  },
)

/** The number of the lock of a key, as `pg_locks` shows it. */
function halvesOf(key: string): [string, string] {
  const number = BigInt.asUintN(64, BigInt(lockOf(key)))
  return [String(number & 0xffffffffn), String(number >> 32n)]
}

async function count(tx: Tx, key: string): Promise<void> {
  const row = { key, value: '1' }
  await tx
    .insertInto('settings')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute()
}
