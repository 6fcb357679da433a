import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { freshPlace, testDialect } from '../testing/fresh-place.ts'
import { openDatabase } from './database.ts'
import type { Database, Tx } from './database.ts'
import { isUniqueViolation } from './errors.ts'
import { prepared } from './prepared.ts'

const onPostgres = test.runIf(testDialect === 'postgres')

/**
 * As many pools as there are nodes, on one database with `count` conversations. Where its tables change it is a new one, and
 * each pool has one connection, which keeps what it has prepared.
 */
async function open(nodes: number, count: number, isChanging = false): Promise<[Database, ...Database[]]> {
  const place = await freshPlace({ hasTables: !isChanging })
  onTestFinished(() => place.remove())
  const options = {
    dataDirectory: place.directory,
    databaseUrl: place.settings['DATABASE_URL'] ?? null,
    poolMax: isChanging ? 1 : 4,
  }
  const opened: Database[] = []
  for (let node = 0; node < nodes; node++) {
    const db = await openDatabase(options)
    opened.push(db)
    onTestFinished(() => db.close())
  }
  const group = sql`kind, title, topic, is_lobby, is_public, is_history_shared, created_by, created_at, head, rev,
    last_seq, member_count, last_activity_at`
  await opened[0]?.write(async (tx) => {
    await sql`insert into users
      (id, username, username_key, display_name, email, email_key, password_hash, bio, role, created_at)
      values ('u', 'ann', 'ann', 'Ann', 'a', 'a', '', '', 'member', 1)`.execute(tx)
    for (let index = 0; index < count; index++) {
      await sql`insert into conversations (id, ${group})
        values (${`c${index}`}, 'group', null, '', 0, 0, 1, 'u', 1, 0, 0, 0, 0, 1)`.execute(tx)
    }
  })
  const [first, ...others] = opened
  if (first === undefined) throw new Error('there is no node')
  return [first, ...others]
}

const put = (tx: Tx, key: string): Promise<unknown> => tx.insertInto('settings').values({ key, value: '' }).execute()

async function keys(db: Database): Promise<string[]> {
  return (await db.read.selectFrom('settings').select('key').orderBy('key').execute()).map(({ key }) => key)
}

/** The next place of a conversation, noted under a name that nobody else may have. */
async function takePlace(tx: Tx, id: string): Promise<number> {
  const { last_seq: seq } = await tx
    .updateTable('conversations')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1), head: eb('head', '+', 1) }))
    .where('id', '=', id)
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  await put(tx, `${id} ${String(seq).padStart(4, '0')}`)
  return seq
}

onPostgres('of writes that are committed together one that fails takes nothing of the others with it', async () => {
  const [db] = await open(1, 6)
  const refusal = new Error('thought better of it')
  const outcomes = await Promise.allSettled([
    db.write((tx) => takePlace(tx, 'c0'), 'c0'),
    db.write(async (tx) => {
      await put(tx, 'half')
      throw refusal
    }, 'c1'),
    db.write((tx) => takePlace(tx, 'c2'), 'c2'),
    db.write(async (tx) => {
      await takePlace(tx, 'c3')
      await put(tx, 'twice')
      await put(tx, 'twice')
    }, 'c3'),
    db.write((tx) => takePlace(tx, 'c3'), 'c3'),
    db.write((tx) => takePlace(tx, 'nowhere'), 'nowhere'),
    db.write((tx) => takePlace(tx, 'c5'), 'c5'),
  ])
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.status))).toEqual([
    1,
    'rejected',
    1,
    'rejected',
    1,
    'rejected',
    1,
  ])
  expect(outcomes[1]).toMatchObject({ reason: refusal })
  expect(outcomes[3]?.status === 'rejected' && isUniqueViolation(outcomes[3].reason)).toBe(true)
  expect(outcomes[5]).toMatchObject({ reason: { message: 'no result' } })
  expect(await keys(db)).toEqual(['c0 0001', 'c2 0001', 'c3 0001', 'c5 0001'])
})

onPostgres('writes that rest on one conversation never run at once', async () => {
  const [db] = await open(1, 8)
  const count = 25
  // Reads, then writes what it read and one: mixed with another of the same conversation it would lose one.
  const addOne = (id: string): Promise<void> =>
    db.write(async (tx) => {
      const { topic } = await tx
        .selectFrom('conversations')
        .select('topic')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await tx
        .updateTable('conversations')
        .set({ topic: String(Number(topic) + 1) })
        .where('id', '=', id)
        .execute()
    }, id)
  const ids = Array.from({ length: 8 }, (_, index) => `c${index}`)
  await Promise.all(Array.from({ length: count }, () => ids.map(addOne)).flat())
  const rows = await db.read.selectFrom('conversations').select('topic').execute()
  expect(rows.map(({ topic }) => topic)).toEqual(ids.map(() => String(count)))
})

onPostgres('a conversation that somebody holds keeps nobody else waiting', async () => {
  const [db, other = db] = await open(2, 12)
  const held = Promise.withResolvers<void>()
  const letGo = Promise.withResolvers<void>()
  const holding = other.write(async (tx) => {
    await takePlace(tx, 'c0')
    held.resolve()
    await letGo.promise
  })
  await held.promise
  const order: string[] = []
  const waiting = [1, 2].map(() => db.write((tx) => takePlace(tx, 'c0'), 'c0').then((seq) => order.push(`c0 ${seq}`)))
  const ids = Array.from({ length: 11 }, (_, index) => `c${index + 1}`)
  await Promise.all(ids.map((id) => db.write((tx) => takePlace(tx, id), id)))
  expect(order).toEqual([])
  letGo.resolve()
  await Promise.all([holding, ...waiting])
  expect(order).toEqual(['c0 2', 'c0 3'])
})

onPostgres('nodes that write to the same conversations at once leave no hole and take no place twice', async () => {
  const nodes = await open(3, 4)
  const ids = Array.from({ length: 4 }, (_, index) => `c${index}`)
  const name = (id: string, seq: number): string => `${id} ${String(seq).padStart(4, '0')}`
  const written: string[] = []
  const isGivingUp = (turn: number): boolean => turn % 6 === 0
  await Promise.all(
    nodes.flatMap((db) =>
      Array.from({ length: 12 }, (_, turn) =>
        ids.map(async (id) => {
          const work = async (tx: Tx): Promise<number> => {
            const seq = await takePlace(tx, id)
            if (isGivingUp(turn)) throw new Error('half way')
            return seq
          }
          // Some take it as what changes a conversation does.
          const writing = db.write(work, turn % 5 === 0 ? undefined : id)
          if (isGivingUp(turn)) await expect(writing).rejects.toThrow()
          // A machine that is busy may make one wait for longer than it may: then it is not there.
          else
            await writing.then(
              (seq) => written.push(name(id, seq)),
              () => undefined,
            )
        }),
      ).flat(),
    ),
  )
  const [db] = nodes
  const rows = await db.read.selectFrom('conversations').select(['id', 'last_seq', 'head']).orderBy('id').execute()
  const places = rows.flatMap(({ id, last_seq: last }) =>
    Array.from({ length: last }, (_, index) => name(id, index + 1)),
  )
  expect(rows.map(({ head }) => head)).toEqual(rows.map(({ last_seq: last }) => last))
  expect(written.toSorted()).toEqual(places)
  expect(await keys(db)).toEqual(places)
  expect(written.length).toBeGreaterThan(ids.length)
})

onPostgres('what hides a failure of the database from itself is not called written', async () => {
  const [db] = await open(1, 2)
  const [hiding, beside] = await Promise.allSettled([
    db.write(async (tx) => {
      await put(tx, 'hidden')
      await sql`select 1 / 0`.execute(tx).catch(() => undefined)
    }, 'c0'),
    db.write((tx) => takePlace(tx, 'c1'), 'c1'),
  ])
  expect([hiding?.status, beside?.status]).toEqual(['rejected', 'fulfilled'])
  expect(await keys(db)).toEqual(['c1 0001'])
})

onPostgres('a connection that is lost in the middle fails what was on it, and nothing after it', async () => {
  const [db] = await open(1, 2)
  const outcomes = await Promise.allSettled([
    db.write(async (tx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    }, 'c0'),
    db.write((tx) => takePlace(tx, 'c0'), 'c0'),
  ])
  expect(outcomes[0]).toMatchObject({ reason: { code: 'not-durable' } })
  expect(outcomes[1]).toMatchObject({ reason: { code: 'not-durable' } })
  expect(await db.write((tx) => takePlace(tx, 'c0'), 'c0')).toBe(1)
})

onPostgres('whatever is under way when all connections are lost, it is written or called not durable', async () => {
  const [db, other = db] = await open(2, 5)
  const written: string[] = []
  for (let round = 0; round < 10; round++) {
    const id = `c${round % 5}`
    const send = (): Promise<unknown> =>
      db
        ?.write((tx) => takePlace(tx, id), id)
        .then(
          (seq) => written.push(`${id} ${String(seq).padStart(4, '0')}`),
          (error: unknown) => expect(error).toMatchObject({ code: 'not-durable' }),
        )
    await Promise.all([
      send(),
      other.write((tx) =>
        sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`.execute(tx),
      ),
      send(),
    ])
    await send()
  }
  // Whoever was told that it is not durable may find it there none the less.
  expect(await keys(other)).toEqual(expect.arrayContaining(written))
  await other.write((tx) => takePlace(tx, 'c0'), 'c0')
})

const settingsQuery = prepared((db, at: { key: string }) =>
  db.selectFrom('settings').selectAll().where('key', '=', at.key),
)

onPostgres('a migration by a newer node spoils no query that was prepared before it', async () => {
  const [db, other = db] = await open(2, 1, true)
  await db.write((tx) => put(tx, 'before'))
  await db.write((tx) => settingsQuery(tx, { key: 'before' }), 'c0')
  await settingsQuery(db.read, { key: 'before' })
  await other.write((tx) => sql`alter table settings add column newer bigint`.execute(tx))
  const wanted = [{ key: 'before', value: '', newer: null }]
  expect(await db.write((tx) => settingsQuery(tx, { key: 'before' }), 'c0')).toEqual(wanted)
  expect(await db.write((tx) => settingsQuery(tx, { key: 'before' }))).toEqual(wanted)
  expect(await settingsQuery(db.read, { key: 'before' })).toEqual(wanted)
})
