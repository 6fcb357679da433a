import { once } from 'node:events'
import { createServer } from 'node:http'
import { Socket as NetSocket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Message } from '@kith/protocol/messages.ts'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { PATIENCE_MS } from '../testing/patience.ts'
import type { KithServer, KithSocket } from './socket-state.ts'
import { TurnWriter } from './turn-writer.ts'
import { backlogBytes, wireOf } from './wire-of.ts'

/* The stock Socket.IO client is the judge of what is written past its own server. */

interface Place {
  io: KithServer
  writer: TurnWriter
  /** A client in the rooms it names, and its socket on the server. */
  join: (transports: string[], rooms: string[]) => Promise<{ client: Socket; socket: KithSocket; heard: string[] }>
}

async function place(): Promise<Place> {
  const http = createServer()
  const io: KithServer = new Server(http, { perMessageDeflate: false, serveClient: false })
  const writer = new TurnWriter(io)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  const clients: Socket[] = []
  onTestFinished(async () => {
    for (const client of clients) client.disconnect()
    writer.close()
    await io.close()
  })
  return {
    io,
    writer,
    join: async (transports, rooms) => {
      const client = connect(`http://127.0.0.1:${port}`, { transports, forceNew: true, upgrade: false })
      clients.push(client)
      const heard: string[] = []
      client.on('message', ({ body }: Message) => heard.push(body))
      const [socket]: KithSocket[] = await once(io, 'connection')
      if (socket === undefined) throw new Error('nobody came')
      await socket.join(rooms)
      if (!client.connected) await once(client as never, 'connect')
      return { client, socket, heard }
    },
  }
}

const said = (body: string): Message => ({ body }) as Message

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (!isSo()) {
    if (Date.now() > end) throw new Error('it never came to that')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('the libraries beneath are as this relies on', async () => {
  const { join } = await place()
  const { socket } = await join(['websocket'], [])
  expect(wireOf(socket)).toBeInstanceOf(NetSocket)
  expect(backlogBytes(socket)).toBe(0)
  const polling = await join(['polling'], [])
  expect(wireOf(polling.socket)).toBeNull()
  // What Engine.IO holds back is seen, so that nothing is written past it.
  const engine = socket.conn as unknown as { transport: { writable: boolean } }
  engine.transport.writable = false
  socket.emit('message', said('held back'))
  expect(wireOf(socket)).toBeNull()
  expect(backlogBytes(socket)).toBeGreaterThan(0)
})

test('everyone hears everything once and in order, by WebSocket and by polling, of any length and language', async () => {
  const { writer, join } = await place()
  const people = [await join(['websocket'], ['a', 'b']), await join(['polling'], ['a'])]
  people.push(await join(['websocket'], ['a']))
  const bodies = ['short', 'ü'.repeat(100), 'm'.repeat(70_000), '日本語 🎹', 'x'.repeat(125), 'y'.repeat(200_000)]
  for (const body of bodies) writer.toRoom('a', [], 'message', said(body))
  await new Promise((resolve) => setImmediate(resolve))
  for (const body of bodies) writer.toRoom('a', [], 'message', said(`again ${body}`))
  const wanted = [...bodies, ...bodies.map((body) => `again ${body}`)]
  for (const { heard } of people) {
    await until(() => heard.length >= wanted.length)
    expect(heard).toEqual(wanted)
  }
})

test('what goes to several rooms keeps its order for who is in all of them, and leaves out who is to be left out', async () => {
  const { writer, join } = await place()
  const both = await join(['websocket'], ['a', 'b'])
  const one = await join(['websocket'], ['a', 'spared'])
  writer.toRoom('a', [], 'message', said('1'))
  writer.toRoom('b', [], 'message', said('2'))
  writer.toRoom('a', ['spared'], 'message', said('3'))
  both.socket.emit('message', said('by the ordinary way'))
  writer.toRoom('a', [], 'message', said('4'))
  await until(() => both.heard.length === 5 && one.heard.length === 2)
  expect(both.heard.filter((body) => body !== 'by the ordinary way')).toEqual(['1', '2', '3', '4'])
  expect(one.heard).toEqual(['1', '4'])
})

test('who comes after something was said does not hear it', async () => {
  const { writer, join } = await place()
  const first = await join(['websocket'], ['a'])
  const second = await join(['websocket'], [])
  writer.toRoom('a', [], 'message', said('before'))
  writer.flush()
  await second.socket.join('a')
  writer.toRoom('a', [], 'message', said('after'))
  await until(() => first.heard.length === 2 && second.heard.length === 1)
  expect(second.heard).toEqual(['after'])
})

test('who does not read is cut off before much waits for them, and nobody else notices', async () => {
  const { writer, join } = await place()
  const slow = await join(['websocket'], ['a'])
  const good = await join(['websocket'], ['a'])
  const engine = slow.client.io.engine as unknown as { transport: { ws: { _socket: NetSocket } } }
  engine.transport.ws._socket.pause()
  let sent = 0
  const body = 'z'.repeat(100_000)
  while (slow.socket.connected) {
    writer.toRoom('a', [], 'message', said(body))
    sent++
    expect(backlogBytes(slow.socket)).toBeLessThan(2 * 1024 * 1024)
    await until(() => good.heard.length === sent)
    expect(sent).toBeLessThan(1_000)
  }
  expect(good.socket.connected).toBe(true)
})
