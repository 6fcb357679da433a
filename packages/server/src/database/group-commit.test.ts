import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { GroupCommit } from './group-commit.ts'
import { openSqlite } from './sqlite.ts'
import { kyselyOver } from './sqlite-dialect.ts'

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kith-test-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

interface Disk {
  commits: GroupCommit
  /** Flushes that wait for the disk, oldest first. */
  flushes: { resolve: () => void; reject: (error: Error) => void }[]
  flushing: () => Promise<void>
}

async function slowDisk(): Promise<Disk> {
  // A group that takes long is parted; here the clock stands.
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const writer = new DatabaseSync(join(await folder(), 'x.db'), { timeout: 0 })
  writer.exec('pragma journal_mode = wal; create table t (x)')
  onTestFinished(() => writer.close())
  const flushes: Disk['flushes'] = []
  let told = Promise.withResolvers<void>()
  const commits = new GroupCommit(
    writer,
    kyselyOver(writer),
    async () => undefined,
    () => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      flushes.push({ resolve, reject })
      told.resolve()
      return promise
    },
  )
  const flushing = async (): Promise<void> => {
    await told.promise
    told = Promise.withResolvers<void>()
  }
  return { commits, flushes, flushing }
}

test('nobody is told before the disk has it, and what comes meanwhile goes together', async () => {
  const { commits, flushes, flushing } = await slowDisk()
  const told: string[] = []
  const write = (name: string): Promise<void> =>
    commits.run((tx) => sql`insert into t values (${name})`.execute(tx)).then(() => void told.push(name))
  const first = [write('a'), write('b')]
  await flushing()
  expect(told).toEqual([])
  const second = [write('c'), write('d'), write('e')]
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toEqual([])
  flushes[0]?.resolve()
  await Promise.all(first)
  expect(told).toEqual(['a', 'b'])
  await flushing()
  expect(flushes).toHaveLength(2)
  flushes[1]?.resolve()
  await Promise.all(second)
  expect(told).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('when the disk fails, everyone in the group and after it is told to try again later', async () => {
  const { commits, flushes, flushing } = await slowDisk()
  const write = (): Promise<unknown> => commits.run((tx) => sql`insert into t values (1)`.execute(tx))
  const group = Promise.allSettled([write(), write()])
  await flushing()
  flushes[0]?.reject(new Error('EIO'))
  const outcomes = await group
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'not-durable' } })
  // After a failed flush nobody knows what the disk holds, so nothing more may be promised.
  const later = write()
  await flushing()
  flushes[1]?.resolve()
  await expect(later).rejects.toMatchObject({ code: 'not-durable' })
})

test('a full disk is a problem that may be retried, and reading goes on', async () => {
  const directory = await folder()
  const db = await openSqlite(directory)
  onTestFinished(() => db.close())
  const put = (key: string, value: string): Promise<unknown> =>
    db.write((tx) => tx.insertInto('settings').values({ key, value }).execute())
  await put('small', '1')
  await db.write(async (tx) => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(tx)
    await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 0}`).execute(tx)
  })
  const outcomes = await Promise.allSettled([put('large', 'x'.repeat(1_000_000)), put('larger', 'x'.repeat(2_000_000))])
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'not-durable' } })
  expect(await db.read.selectFrom('settings').select('key').execute()).toEqual([{ key: 'small' }])
})

test('while another program holds the lock, writing waits and the event loop does not', async () => {
  const directory = await folder()
  const db = await openSqlite(directory)
  onTestFinished(() => db.close())
  const other = new DatabaseSync(join(directory, 'kith.db'), { timeout: 0 })
  other.exec('begin immediate')
  const written = db.write((tx) => tx.insertInto('settings').values({ key: 'late', value: '1' }).execute())
  let turns = 0
  const ticking = setInterval(() => turns++, 5)
  await new Promise((resolve) => setTimeout(resolve, 200))
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(15)
  other.exec('rollback')
  other.close()
  await written
  expect(await db.read.selectFrom('settings').select('key').execute()).toEqual([{ key: 'late' }])
})

test('the log is moved into the database while writing goes on', async () => {
  const directory = await folder()
  const db = await openSqlite(directory)
  const look = new DatabaseSync(join(directory, 'kith.db'), { timeout: 0 })
  const value = 'x'.repeat(40_000)
  for (let index = 0; index < 2_000; index++) {
    await db.write((tx) =>
      tx
        .insertInto('settings')
        .values({ key: `k${index}`, value })
        .execute(),
    )
  }
  // 80 MB were written; a log that nobody moved would hold them all.
  const { log } = look.prepare('pragma wal_checkpoint(noop)').get() as { log: number }
  expect(log).toBeLessThan(18_000)
  expect(look.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
  look.close()
  await db.close()
})

test('two flushes may be under way at once, and answers come in the order of the commits', async () => {
  const { commits, flushes, flushing } = await slowDisk()
  const told: string[] = []
  const write = (name: string): Promise<void> =>
    commits
      .run((tx) => sql`insert into t values (${name})`.execute(tx))
      .then(
        () => void told.push(name),
        () => void told.push(`${name} lost`),
      )
  const first = write('first')
  await flushing()
  const second = write('second')
  await flushing()
  flushes[1]?.resolve()
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toEqual([])
  flushes[0]?.resolve()
  await Promise.all([first, second])
  expect(told).toEqual(['first', 'second'])
})

test('what was committed while a flush failed is not called stored, although its own succeeded', async () => {
  const { commits, flushes, flushing } = await slowDisk()
  const first = commits.run((tx) => sql`insert into t values (1)`.execute(tx))
  await flushing()
  const second = commits.run((tx) => sql`insert into t values (2)`.execute(tx))
  await flushing()
  flushes[1]?.resolve()
  flushes[0]?.reject(new Error('the disk is gone'))
  await expect(first).rejects.toMatchObject({ code: 'not-durable' })
  await expect(second).rejects.toMatchObject({ code: 'not-durable' })
})
