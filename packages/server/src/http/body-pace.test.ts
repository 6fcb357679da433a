import { stat } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { filesUnder } from '../testing/files.ts'
import { PATIENCE_MS } from '../testing/patience.ts'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import { usualPace } from './body-pace.ts'
import type { Pace } from './body-pace.ts'

const KIB = 1024

/** Time that passes when it is told to. */
function clock(): { pace: Pace; tick: () => void; isWatching: () => boolean } {
  const all = new Set<() => void>()
  const every: Pace['every'] = (_ms, work) => {
    all.add(work)
    return () => all.delete(work)
  }
  return {
    pace: { ...usualPace, leastBytes: 10 * KIB, every },
    tick: () => all.forEach((work) => work()),
    isWatching: () => all.size > 0,
  }
}

interface Wire {
  socket: Socket
  /** All that was answered, once the connection is closed. */
  closed: Promise<string>
}

function wireTo({ url }: World): Wire {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  return { socket, closed: new Promise((resolve) => socket.once('close', () => resolve(heard))) }
}

const boundary = 'x'.repeat(20)
const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`
const foot = `\r\n--${boundary}--\r\n`

function post({ alice, url }: World, path: string, type: string, length: number): string {
  const lines = [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    `origin: ${url}`,
    `cookie: ${alice.api.cookies()}`,
  ]
  return `${lines.join('\r\n')}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`
}

/** How much of what is under way is on the disk. */
async function underWay({ app }: World): Promise<number> {
  const paths = await filesUnder(app.ctx.media.temporaryFolder)
  const sizes = await Promise.all(paths.map((path) => stat(path).catch(() => ({ size: 0 }))))
  return sizes.reduce((sum, { size }) => sum + size, 0)
}

async function untilUnderWay(place: World, isSo: (bytes: number) => boolean): Promise<void> {
  await expect.poll(() => underWay(place).then(isSo), { timeout: PATIENCE_MS }).toBe(true)
}

/** Lets a window pass after each piece, until the connection is closed; how much was sent. */
function goOnSending(socket: Socket, tick: () => void, bytes: number): () => number {
  let sent = 0
  const send = (): void => {
    sent += bytes
    socket.write(Buffer.alloc(bytes, ' '))
  }
  send()
  const timer = setInterval(() => {
    tick()
    send()
  }, 20)
  socket.once('close', () => clearInterval(timer))
  return () => sent
}

test('a file may come for as long as it comes; one that stands still is cut off, and nothing is left of it', async () => {
  const { pace, tick } = clock()
  const place = await world({ pace })
  const { socket, closed } = wireTo(place)
  const most = 400 * KIB
  socket.write(post(place, '/api/uploads', `multipart/form-data; boundary=${boundary}`, most + head.length))
  socket.write(head)
  for (let window = 1; window <= 3; window++) {
    socket.write(Buffer.alloc(100 * KIB))
    // The end of what came is kept back until it is known not to be the mark of the end.
    await untilUnderWay(place, (bytes) => bytes >= window * 100 * KIB - KIB)
    tick()
    expect(socket.closed).toBe(false)
  }
  socket.write(Buffer.alloc(KIB))
  tick()
  expect(await closed).toContain(' 400 ')
  await untilUnderWay(place, (bytes) => bytes === 0)
})

test('a file that takes many windows arrives whole', async () => {
  const { pace, tick } = clock()
  const place = await world({ pace })
  const { socket, closed } = wireTo(place)
  const length = 300 * KIB + head.length + foot.length
  socket.write(post(place, '/api/uploads', `multipart/form-data; boundary=${boundary}`, length) + head)
  for (let window = 1; window <= 3; window++) {
    socket.write(Buffer.alloc(100 * KIB))
    await untilUnderWay(place, (bytes) => bytes >= window * 100 * KIB - KIB)
    tick()
  }
  socket.write(foot)
  expect(await closed).toContain(' 201 ')
})

test('a body without a file is whole in one window or cut off', async () => {
  const { pace, tick, isWatching } = clock()
  const place = await world({ pace })
  const { socket, closed } = wireTo(place)
  const type = 'application/json'
  socket.write(`${post(place, '/api/conversations', type, 1_000 * KIB)}{"kind":`)
  await expect.poll(isWatching, { timeout: PATIENCE_MS }).toBe(true)
  // It comes all the time, and is too slow all the same.
  const sent = goOnSending(socket, tick, 20 * KIB)
  expect(await closed).toContain(' 400 ')
  expect(sent()).toBeLessThan(1_000 * KIB)
})

test('whoever was refused and goes on sending is cut off', async () => {
  const { pace, tick } = clock()
  const place = await world({ pace })
  const { socket, closed } = wireTo(place)
  // A form is not taken here, which is answered before it has come.
  const type = `multipart/form-data; boundary=${boundary}`
  socket.write(post(place, '/api/conversations', type, 10_000 * KIB).replace('connection: close\r\n', '') + head)
  await new Promise((resolve) => socket.once('data', resolve))
  const sent = goOnSending(socket, tick, 100 * KIB)
  expect(await closed).toContain(' 415 ')
  expect(sent()).toBeLessThan(10_000 * KIB)
})

test('headers that do not end are not waited for', async () => {
  const place = await world({ pace: { ...usualPace, headersMs: 200, lookEveryMs: 50 } })
  const { socket, closed } = wireTo(place)
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n')
  expect(await closed).toContain(' 400 ')
})
