import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { KithClient } from '@kith/sdk/client.ts'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './database/database.ts'
import { freshPlace, testDialect } from './testing/fresh-place.ts'
import type { FreshPlace } from './testing/fresh-place.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
/** So long a call that never ends holds up a server that leaves. */
const DRAIN_MS = 5_000

interface Ended {
  status: number | null
  out: string
  err: string
}

interface Running {
  process: ChildProcess
  /** Resolves to the address in the line on standard output. */
  url: Promise<string>
  ended: Promise<Ended>
}

async function newPlace(): Promise<FreshPlace> {
  const place = await freshPlace()
  onTestFinished(() => place.remove())
  return place
}

function start(place: FreshPlace, settings: Record<string, string> = {}): Running {
  const env = { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'error', ...place.settings, ...settings }
  const child = spawn(process.execPath, [main], { env, cwd: place.directory })
  let out = ''
  let err = ''
  const listening = Promise.withResolvers<string>()
  listening.promise.catch(() => undefined)
  child.stdout.on('data', (data) => {
    out += String(data)
    const url = /listening on (http:\S+)/.exec(out)?.[1]
    if (url !== undefined) listening.resolve(url)
  })
  child.stderr.on('data', (data) => {
    err += String(data)
  })
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (status) => {
      listening.reject(new Error(`it ended: ${err}`))
      resolve({ status, out, err })
    })
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, url: listening.promise, ended }
}

function expectOneSentence({ status, out, err }: Ended, words: RegExp): void {
  expect(err).toMatch(words)
  expect([status, out]).toEqual([1, ''])
  expect(err).not.toMatch(/^\s+at /m)
  expect(err.trim().split('\n').length).toBeLessThanOrEqual(6)
}

test('it says on one line where it listens, and leaves in order when asked', async () => {
  const kith = start(await newPlace())
  const url = await kith.url
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const client = new KithClient({ baseUrl: url, keepsCookies: true })
  onTestFinished(() => client.stop())
  await client.register({ username: 'ann', email: 'ann@example.org', password: 'rain on tin roofs' })
  await client.start()
  kith.process.kill('SIGTERM')
  const { status, out, err } = await kith.ended
  expect([status, out.trim().split('\n').length, err]).toEqual([0, 1, ''])
})

test('a connection that was answered while it leaves is not waited for', async () => {
  const kith = start(await newPlace())
  const url = new URL(await kith.url)
  const body = JSON.stringify({ identifier: 'nobody', password: 'rain on tin roofs' })
  const socket = connect(Number(url.port), url.hostname)
  socket.on('error', () => undefined)
  socket.write(
    `POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  )
  await expect.poll(async () => (await fetch(`${url.origin}/healthz`)).status).toBe(200)
  const answered = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
  kith.process.kill('SIGTERM')
  await expect.poll(() => isOpen(url)).toBe(false)
  const asked = performance.now()
  socket.write(body)
  expect(await answered).toMatch(/^HTTP\/1.1 401 /)
  expect((await kith.ended).status).toBe(0)
  expect(performance.now() - asked).toBeLessThan(DRAIN_MS - 1_000)
})

function isOpen(url: URL): Promise<boolean> {
  return fetch(`${url.origin}/healthz`).then(
    () => true,
    () => false,
  )
}

test('a call under way is finished before it leaves, and one that never ends does not hold it up', async () => {
  const kith = start(await newPlace())
  const url = new URL(await kith.url)
  const body = JSON.stringify({ identifier: 'nobody', password: 'rain on tin roofs' })
  const head = `POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`
  const slow = connect(Number(url.port), url.hostname)
  slow.write(`${head}content-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`)
  const stuck = connect(Number(url.port), url.hostname)
  stuck.on('error', () => undefined)
  stuck.write(`${head}content-length: 100\r\n\r\n{`)
  let answer = ''
  slow.on('data', (data) => {
    answer += String(data)
  })
  slow.on('error', () => undefined)
  await expect.poll(async () => (await fetch(`${url.origin}/healthz`)).status).toBe(200)
  kith.process.kill('SIGTERM')
  await expect.poll(() => isOpen(url)).toBe(false)
  slow.write(body.slice(10))
  const { status } = await kith.ended
  expect(answer).toContain('HTTP/1.1 401')
  expect(status).toBe(0)
})

test('a taken port is said in one sentence, and nothing is touched', async () => {
  const place = await newPlace()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => other.close(() => resolve(undefined))))
  const { port } = other.address() as AddressInfo
  const folder = join(place.directory, 'data')
  const ended = await start(place, { PORT: String(port), DATA_DIR: folder }).ended
  expectOneSentence(ended, new RegExp(`Port ${port} on 127.0.0.1 is taken`))
  expect(existsSync(folder)).toBe(false)
})

test('wrong settings are listed together, those of the file .env as well', async () => {
  const place = await newPlace()
  await writeFile(join(place.directory, '.env'), 'REGISTRATION=maybe\nPORT=99\n')
  const ended = await start(place, { PORT: 'many', REDIS_URL: '' }).ended
  expectOneSentence(ended, /PORT: is not a whole number[\s\S]*REGISTRATION: /)
})

test('an open address without PUBLIC_URL is refused', async () => {
  expectOneSentence(
    await start(await newPlace(), { HOST: '0.0.0.0' }).ended,
    /HOST: is open to the network, so PUBLIC_URL/,
  )
})

test.runIf(testDialect === 'sqlite')('a folder that cannot be one is said in one sentence', async () => {
  const place = await newPlace()
  const file = join(place.directory, 'file')
  await writeFile(file, 'mine')
  expectOneSentence(await start(place, { DATA_DIR: file }).ended, /The folder .*file cannot be written to/)
  expectOneSentence(
    await start(place, { DATA_DIR: '/proc/kith' }).ended,
    /The folder \/proc\/kith cannot be written to/,
  )
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test.runIf(testDialect === 'sqlite')('a file that is no database is left as it is', async () => {
  const place = await newPlace()
  const file = join(place.directory, 'kith.db')
  await writeFile(
    file,
    'a letter to my aunt, and more than a hundred bytes of it, so that it could be a header: '.repeat(20),
  )
  const before = await readFile(file)
  expectOneSentence(await start(place).ended, /The database .*kith\.db cannot be opened/)
  expect((await readFile(file)).equals(before)).toBe(true)
})

test('a database that a newer Kith wrote is refused', async () => {
  const place = await newPlace()
  const db = await openDatabase({ dataDirectory: place.directory, databaseUrl: place.settings['DATABASE_URL'] ?? null })
  await db.write((tx) =>
    sql`insert into migrations (name, checksum, taken_at) values ('9999-later', 'x', 1)`.execute(tx),
  )
  await db.close()
  expectOneSentence(await start(place).ended, /written by a newer Kith/)
})

test.runIf(testDialect === 'postgres')('a PostgreSQL that does not answer is said in one sentence', async () => {
  const ended = await start(await newPlace(), { DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/kith' }).ended
  expectOneSentence(ended, /PostgreSQL cannot be used/)
  expect(ended.err).not.toContain('secret-word')
})

test.runIf(testDialect === 'sqlite')(
  'two on one folder: the second is refused, until the first is killed',
  async () => {
    const place = await newPlace()
    const first = start(place)
    const url = await first.url
    const client = new KithClient({ baseUrl: url, keepsCookies: true })
    await client.register({ username: 'ann', email: 'ann@example.org', password: 'rain on tin roofs' })
    expectOneSentence(await start(place).ended, /Another Kith is using the folder/)
    first.process.kill('SIGKILL')
    await first.ended
    const again = start(place)
    const back = new KithClient({ baseUrl: await again.url, keepsCookies: true })
    await expect(back.login('ann', 'rain on tin roofs')).resolves.toMatchObject({ role: 'owner' })
  },
)
