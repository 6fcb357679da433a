import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { freshPlace, testDialect } from '../testing/fresh-place.ts'
import { openDatabase } from './database.ts'
import type { Database, DatabaseOptions, Tx } from './database.ts'
import { isUniqueViolation } from './errors.ts'

async function freshOptions(): Promise<DatabaseOptions> {
  const place = await freshPlace()
  onTestFinished(() => place.remove())
  return { dataDirectory: place.directory, databaseUrl: place.settings['DATABASE_URL'] ?? null, poolMax: 3 }
}

async function open(): Promise<Database> {
  const db = await openDatabase(await freshOptions())
  onTestFinished(() => db.close())
  return db
}

const put = (tx: Tx, key: string): Promise<unknown> => tx.insertInto('settings').values({ key, value: '1' }).execute()

async function keys(db: Database): Promise<string[]> {
  const rows = await db.read.selectFrom('settings').select('key').orderBy('key').execute()
  return rows.map(({ key }) => key)
}

test('a write that fails takes nothing of its neighbours with it', async () => {
  const db = await open()
  const outcomes = await Promise.allSettled([
    db.write((tx) => put(tx, 'a')),
    db.write(async (tx) => {
      await put(tx, 'half')
      throw new Error('thought better of it')
    }),
    db.write((tx) => put(tx, 'b')),
    db.write(async (tx) => {
      await put(tx, 'other half')
      await put(tx, 'other half')
    }),
    db.write((tx) => put(tx, 'c')),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
  expect(outcomes[1]).toMatchObject({ reason: { message: 'thought better of it' } })
  expect(outcomes[3]?.status === 'rejected' && isUniqueViolation(outcomes[3].reason)).toBe(true)
  expect(await keys(db)).toEqual(['a', 'b', 'c'])
})

test('readers see nothing before it is committed, and nothing of what is undone', async () => {
  const db = await open()
  const seen: string[][] = []
  await db.write(async (tx) => {
    await put(tx, 'soon')
    seen.push(await keys(db))
  })
  await db
    .write(async (tx) => {
      await put(tx, 'never')
      seen.push(await keys(db))
      throw new Error('undone')
    })
    .catch(() => undefined)
  expect(seen).toEqual([[], ['soon']])
  expect(await keys(db)).toEqual(['soon'])
})

test('hundreds of writes at once are all there, in a whole database', async () => {
  const db = await open()
  const names = Array.from({ length: 500 }, (_, index) => `key${index}`)
  await Promise.all(names.map((name) => db.write((tx) => put(tx, name))))
  expect(await keys(db)).toEqual(names.toSorted())
})

test('a foreign key that leads nowhere is refused', async () => {
  const db = await open()
  const lost = { user_id: 'nobody', word: 'nobody' }
  await expect(db.write((tx) => tx.insertInto('user_words').values(lost).execute())).rejects.toThrow(/foreign key/i)
})

test('what was written is there after closing and opening', async () => {
  const options = await freshOptions()
  const first = await openDatabase(options)
  await first.write((tx) => put(tx, 'kept'))
  await first.close()
  const second = await openDatabase(options)
  expect(await keys(second)).toEqual(['kept'])
  await second.close()
})

test('a database of a newer Kith, or with another past, is refused and left as it is', async () => {
  const options = await freshOptions()
  const first = await openDatabase(options)
  await first.write((tx) =>
    sql`insert into migrations (name, checksum, taken_at) values ('9999-later', 'x', 1)`.execute(tx),
  )
  await first.close()
  await expect(openDatabase(options)).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringMatching(/newer Kith \(it has 9999-later\)/),
  })
  await expect(openDatabase(options)).rejects.toThrow(/newer Kith/)
})

test('a database whose step has another form is refused', async () => {
  const options = await freshOptions()
  const first = await openDatabase(options)
  await first.write((tx) => sql`update migrations set checksum = 'x'`.execute(tx))
  await first.close()
  await expect(openDatabase(options)).rejects.toThrow(/another form of 0001-first/)
})

test.runIf(testDialect === 'sqlite')('a folder in use is refused, and free again after closing', async () => {
  const options = await freshOptions()
  const first = await openDatabase(options)
  await expect(openDatabase(options)).rejects.toThrow(/Another Kith is using the folder/)
  await first.close()
  const second = await openDatabase(options)
  await second.close()
})

test.runIf(testDialect === 'postgres')('two transactions that want each other’s rows both get through', async () => {
  const db = await open()
  await db.write(async (tx) => {
    await put(tx, 'left')
    await put(tx, 'right')
  })
  const touch = (tx: Tx, key: string): Promise<unknown> =>
    tx
      .updateTable('settings')
      .set({ value: sql`value || '1'` })
      .where('key', '=', key)
      .execute()
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  await Promise.all([
    db.write(async (tx) => {
      await touch(tx, 'left')
      first.resolve()
      await second.promise
      await touch(tx, 'right')
    }),
    db.write(async (tx) => {
      await touch(tx, 'right')
      second.resolve()
      await first.promise
      await touch(tx, 'left')
    }),
  ])
  const rows = await db.read.selectFrom('settings').select('value').execute()
  expect(rows.map(({ value }) => value)).toEqual(['111', '111'])
})

test.runIf(testDialect === 'postgres')(
  'what PostgreSQL cannot hold or do in time is a problem, not a fault',
  async () => {
    const db = await open()
    const cut = db.write(async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    })
    await expect(cut).rejects.toMatchObject({ code: 'not-durable' })
    await db.write((tx) => put(tx, 'after'))
    expect(await keys(db)).toEqual(['after'])
  },
)

test.runIf(testDialect === 'postgres')(
  'a statement, a lock and a transaction that idles each end after seconds',
  async () => {
    const db = await open()
    const { rows } = await sql<{ name: string; seconds: number }>`
    select name, setting::bigint / 1000 as seconds from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name
  `.execute(db.read)
    expect(rows.map(({ seconds }) => seconds)).toEqual([15, 5, 15])
    const slow = db.write(async (tx) => {
      await sql`set local statement_timeout = 20`.execute(tx)
      await sql`select pg_sleep(60)`.execute(tx)
    })
    await expect(slow).rejects.toMatchObject({ code: 'not-durable' })
    await db.write((tx) => put(tx, 'held'))
    const waiting = db.write(async (tx) => {
      await tx.updateTable('settings').set({ value: '2' }).execute()
      await db.write(async (other) => {
        await sql`set local lock_timeout = 20`.execute(other)
        await other.updateTable('settings').set({ value: '3' }).execute()
      })
    })
    await expect(waiting).rejects.toMatchObject({ code: 'not-durable' })
  },
)

test.runIf(testDialect === 'postgres')(
  'a thousand may wait for a connection; what comes then is told so at once',
  async () => {
    const db = await open()
    const letGo = Promise.withResolvers<void>()
    const held = Array.from({ length: 3 }, () => Promise.withResolvers<void>())
    const holding = held.map(({ resolve }) =>
      db.write(async () => {
        resolve()
        await letGo.promise
      }),
    )
    await Promise.all(held.map(({ promise }) => promise))
    const waiting = Array.from({ length: 1_000 }, () => keys(db).catch(() => 'waited too long'))
    await expect(keys(db)).rejects.toMatchObject({ code: 'busy' })
    letGo.resolve()
    await Promise.all([...holding, ...waiting])
    expect(await keys(db)).toEqual([])
  },
)

test('a place that begins has no copy of what it was before', async () => {
  const options = await freshOptions()
  const db = await openDatabase(options)
  await db.close()
  expect(readdirSync(options.dataDirectory).filter((name) => name.startsWith('before-'))).toEqual([])
})
