import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../app.ts'
import type { App } from '../app.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { moveToPostgres } from '../database/move/move.ts'
import type { MovedRows, MoveEvent } from '../database/move/move.ts'
import { everyAddress, oneOfEach, queryOf } from '../testing/every-address.ts'
import type { Address } from '../testing/every-address.ts'
import { namesFoundBy } from '../testing/found-files.ts'
import { freshPlace, testDialect } from '../testing/fresh-place.ts'
import { furnishEveryTable } from '../testing/furnish.ts'
import { bring } from '../testing/project-files.ts'
import { everyRowOf } from '../testing/tables.ts'
import { world } from '../testing/world.ts'

/* A place moves from SQLite to PostgreSQL. Both are needed, so all of it is with the tests of PostgreSQL. */
const testOnPostgres = test.runIf(testDialect === 'postgres')

const kith = fileURLToPath(new URL('kith.ts', import.meta.url))

interface Place {
  directory: string
  url: string
}

/** A folder without a database, and an empty PostgreSQL. */
async function newPlace(): Promise<Place> {
  const place = await freshPlace()
  onTestFinished(() => place.remove())
  return { directory: place.directory, url: place.settings['DATABASE_URL'] ?? '' }
}

/** A place on SQLite with rows in each table; whatever tables there are. */
async function furnished(count: number): Promise<Place> {
  const place = await newPlace()
  await (await openDatabase({ dataDirectory: place.directory, databaseUrl: null })).close()
  furnishEveryTable(join(place.directory, 'kith.db'), count)
  return place
}

type End = { kind: 'end'; tables: MovedRows[] }

interface Moving {
  process: ChildProcess
  /** What it has said until now. */
  events: (MoveEvent | End)[]
  /** Resolves once it says what fulfils `condition`, or has left. */
  says: (condition: (event: MoveEvent | End) => boolean) => Promise<void>
  left: Promise<{ status: number | null; err: string }>
}

function migrate(place: Place, ...more: string[]): Moving {
  const given = [kith, 'migrate', '--to', place.url, '--json', ...more]
  const env = { PATH: process.env['PATH'], DATA_DIR: place.directory }
  const child = spawn(process.execPath, given, { env, cwd: place.directory })
  const events: (MoveEvent | End)[] = []
  const waiting = new Set<() => void>()
  let err = ''
  let isOver = false
  const left = new Promise<{ status: number | null; err: string }>((resolve) => {
    child.once('close', (status) => {
      isOver = true
      for (const look of waiting) look()
      resolve({ status, err })
    })
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line))
    for (const look of waiting) look()
  })
  child.stderr.on('data', (data) => {
    err += String(data)
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await left
  })
  const says: Moving['says'] = (condition) =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isOver && !events.some(condition)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { process: child, events, says, left }
}

const isStep =
  (step: string) =>
  (event: MoveEvent | End): boolean =>
    event.kind === 'step' && event.step === step

/** Everything that is in a database, in an order of its own; without what is only there to be searched. */
async function contentOf(place: Place, databaseUrl: string | null): Promise<Map<string, string[]>> {
  const db = await openDatabase({ dataDirectory: place.directory, databaseUrl })
  const tables = await everyRowOf(db)
  await db.close()
  const kept = [...tables].filter(([name]) => name !== 'migrations' && !name.startsWith('search_'))
  const sorted = (row: Record<string, unknown>): string =>
    JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  return new Map(
    kept
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, rows]) => [name, rows.map(sorted).toSorted()]),
  )
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

testOnPostgres(
  'every row of every table moves, the source stays as it is, and no Kith starts on it by mistake',
  async () => {
    const place = await furnished(7)
    const before = await contentOf(place, null)
    expect([...before].filter(([, rows]) => rows.length !== 7)).toEqual([])
    const file = hashOf(join(place.directory, 'kith.db'))
    const { left, events } = migrate(place, '--batch', '3')
    expect(await left).toEqual({ status: 0, err: '' })
    expect(hashOf(join(place.directory, 'kith.db'))).toBe(file)
    const end = events.at(-1)
    expect(end?.kind === 'end' && end.tables.map(({ table }) => table).toSorted()).toEqual([...before.keys()])
    expect(await contentOf(place, place.url)).toEqual(before)
    expect(await shapeOf(place)).toEqual(await shapeOf(await newPlace()))
    await expect(contentOf(place, null)).rejects.toThrow(/moved to PostgreSQL .*Set DATABASE_URL/)
    await rm(join(place.directory, 'moved'))
    expect(await contentOf(place, null)).toEqual(before)
  },
)

/** The keys and indexes of a PostgreSQL. */
async function shapeOf({ directory, url }: Place): Promise<unknown> {
  const db = await openDatabase({ dataDirectory: directory, databaseUrl: url })
  const shape = await sql`
    select conrelid::regclass::text || ': ' || conname || ' ' || pg_get_constraintdef(oid) as said from pg_constraint
      where connamespace = current_schema()::regnamespace
    union all select indexdef from pg_indexes where schemaname = current_schema() order by said
  `.execute(db.read)
  await db.close()
  return shape.rows
}

async function cutAmongRows(place: Place): Promise<void> {
  const moving = migrate(place, '--batch', '5')
  await moving.says((event) => event.kind === 'rows' && event.table === 'members')
  moving.process.kill('SIGKILL')
  expect((await moving.left).status).toBe(null)
}

/** With all done but the last step, for which it waits. */
async function cutAtTheEnd(place: Place): Promise<void> {
  const moving = migrate(place, '--batch', '5')
  await moving.says(isStep('last'))
  const holder = new pg.Client({ connectionString: place.url })
  await holder.connect()
  await holder.query('begin; lock table move_chunks in access share mode')
  await moving.says(isStep('finish'))
  moving.process.kill('SIGKILL')
  expect((await moving.left).status).toBe(null)
  // A statement that waits would be carried out nevertheless.
  await holder.query(
    `select pg_terminate_backend(pid, 60000) from pg_stat_activity
     where application_name = 'kith migrate' and datname = current_database()`,
  )
  await holder.end()
}

testOnPostgres(
  'killed twice on the way, with changes of what was brought already, it goes on and misses nothing',
  async () => {
    const place = await furnished(60)
    for (const [time, cut] of [cutAmongRows, cutAtTheEnd].entries()) {
      await cut(place)
      await expect(contentOf(place, place.url)).rejects.toThrow(/moved into it by half/)
      // Somebody starts the old one again meanwhile.
      await rm(join(place.directory, 'moved'), { force: true })
      onSource(
        place,
        `update users set display_name = 'changed ${time}' where id in ('users id 0', 'users id 37', 'users id 59');
         delete from user_words where word in ('user_words word 5', 'user_words word 59', 'user_words word 4${time}');
         insert into user_words (user_id, word) values ('users id 1', ' first ${time}'), ('users id 1', 'zz ${time}')`,
      )
    }
    const before = await contentOf(place, null)
    const last = migrate(place, '--batch', '5')
    expect(await last.left).toEqual({ status: 0, err: '' })
    expect(last.events[0]).toMatchObject({ kind: 'begin', isResumed: true })
    expect(await contentOf(place, place.url)).toEqual(before)
  },
)

testOnPostgres('what was there is not brought again', async () => {
  const place = await furnished(20)
  await cutAtTheEnd(place)
  const again = migrate(place, '--batch', '5')
  expect((await again.left).status).toBe(0)
  expect(again.events.filter((event) => event.kind === 'rows' && event.brought > 0)).toEqual([])
})

testOnPostgres('what cannot be moved, and where nothing can move to, is refused in one sentence', async () => {
  const place = await furnished(1)
  const moved = (url: string): Promise<unknown> =>
    moveToPostgres({ dataDirectory: place.directory, url, tell: () => undefined })
  await expect(moved('postgres://nobody:secret-word@127.0.0.1:1/kith')).rejects.toThrow(
    /^PostgreSQL cannot be used: (?!.*secret)/,
  )
  const western = await newPlace()
  const name = new URL(western.url).pathname.slice(1)
  await onDatabase(place.url, `drop database ${name}`)
  await onDatabase(place.url, `create database ${name} encoding 'LATIN1' locale 'C' template template0`)
  await expect(moved(western.url)).rejects.toThrow(/its encoding is LATIN1, not UTF8/)
  const ofOthers = await newPlace()
  await onDatabase(ofOthers.url, 'create table books (id integer)')
  await expect(moved(ofOthers.url)).rejects.toThrow(/holds tables of something else \(books\)/)
  const lived = await newPlace()
  await (await openDatabase({ dataDirectory: '', databaseUrl: lived.url })).close()
  await onDatabase(lived.url, `insert into settings (key, value) values ('name', 'ours')`)
  await expect(moved(lived.url)).rejects.toThrow(/holds a place already: its table settings is not empty/)
  onSource(place, `insert into settings (key, value) values ('odd', 'a' || char(0) || 'b')`)
  await expect(moved(place.url)).rejects.toThrow(/A row of settings \(key odd\) has what PostgreSQL cannot hold/)
  onSource(place, `delete from settings; delete from migrations where name = '0022-posts'`)
  await expect(moved(place.url)).rejects.toThrow(/an older Kith \(it lacks 0022-posts\)/)
  onSource(place, `insert into migrations values ('9999-later', 'x', 1)`)
  await expect(moved(place.url)).rejects.toThrow(/a newer Kith \(it has 9999-later\)/)
})

async function onDatabase(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statement)
  await client.end()
}

function onSource({ directory }: Place, statements: string): void {
  const db = new DatabaseSync(join(directory, 'kith.db'), { enableForeignKeyConstraints: false })
  db.exec(statements)
  db.close()
}

testOnPostgres(
  'people go on meanwhile, wait a moment, and lose nothing: each answer is alike before and after',
  async () => {
    const place = await world({ settings: { DATABASE_URL: '' } })
    const { alice, bob, carol, app, url, raw, errors } = place
    const target = await newPlace()
    const things = await oneOfEach(place)
    const { conversationId = '' } = things
    const from = { directory: app.ctx.config.DATA_DIR, url: target.url }
    await bob.open(conversationId)
    const moving = migrate(from)
    await moving.says(({ kind }) => kind === 'begin')
    // Stored before nobody may write, or after: whoever is faster.
    const meanwhile = bob.send(conversationId, 'high tide at ten')
    await moving.says(isStep('wait'))
    expect(moving.events.filter(({ kind }) => kind === 'begin')).toMatchObject([{ isServing: true }])
    const post = `/api/conversations/${conversationId}/messages`
    const body = JSON.stringify({ body: 'now?', clientId: crypto.randomUUID() })
    const headers = { cookie: alice.api.cookies(), origin: url, 'content-type': 'application/json' }
    const refused = await raw(post, { method: 'POST', headers, body })
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([503, true])
    for (const person of [alice, carol, place.stranger]) person.stop()
    const askedAt = async (address: string): Promise<Map<string, unknown>> => {
      const answers = new Map<string, unknown>()
      // That a copy of one's data was fetched is written down, which cannot be now.
      const isRead = ({ method, path }: Address): boolean => method === 'GET' && !path.endsWith('/download')
      for (const { endpoint, path } of everyAddress(things).filter(isRead)) {
        for (const [name, person] of Object.entries({ alice, bob, carol })) {
          const cookie = person.api.cookies()
          const response = await fetch(address + path + (queryOf[endpoint] ?? ''), { headers: { cookie } })
          answers.set(`${name} ${endpoint}`, [response.status, withoutNotesOfUse(await response.text())])
        }
      }
      return answers
    }
    const before = await askedAt(url)
    expect([...before.values()].filter((answer) => Array.isArray(answer) && answer[0] === 200).length).toBeGreaterThan(
      100,
    )
    const waiting = bob.send(conversationId, 'and low tide again at four')
    const closed = app.close()
    expect(await moving.left).toEqual({ status: 0, err: '' })
    await closed
    const start = async (port: string): Promise<{ app: App; address: string }> => {
      const settings = { DATA_DIR: from.directory, DATABASE_URL: from.url, PORT: port, RATE_LIMIT_FACTOR: '1000' }
      const next = await buildApp(readConfig(settings), { log: errors.logger })
      onTestFinished(() => next.close().catch(() => undefined))
      return { app: next, address: await next.listen() }
    }
    const elsewhere = await start('0')
    expect(await askedAt(elsewhere.address)).toEqual(before)
    await elsewhere.app.close()
    const last = await start(new URL(url).port)
    await Promise.all([meanwhile.sent, waiting.sent])
    expect(bob.bodies(conversationId).slice(-2)).toEqual(['high tide at ten', 'and low tide again at four'])
    const { projectId = '' } = things
    await bring(bob, { projectId }, 'low as never', 'neap.txt')
    expect(await namesFoundBy(last, bob, 'neap')).toEqual(['neap.txt'])
  },
)

/** What tells who was here, and when. */
function withoutNotesOfUse(text: string): unknown {
  const notes = new Set(['lastUsedAt', 'lastSeenAt', 'requestId', 'here'])
  try {
    return JSON.parse(text, (key, value: unknown) => (notes.has(key) ? undefined : value))
  } catch {
    return text
  }
}
