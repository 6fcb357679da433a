import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { world } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import { keepGate } from './gate.ts'
import { HandingOn } from './handing-on.ts'

const path = '/socket.io/?EIO=4&transport='

/** A node with nobody of its own, which knows `known`, by their ids. It answers itself what it does not hand on. */
async function otherNode(known: Record<string, string>): Promise<string> {
  return (await leavingNode(known)).url
}

async function leavingNode(
  known: Record<string, string>,
): Promise<{ url: string; server: Server; handingOn: HandingOn }> {
  const server = createServer((_request, response) => response.writeHead(418).end('mine'))
  server.on('upgrade', (_request, socket) => socket.destroy())
  const handingOn = new HandingOn({ id: 'other', addressOf: (id) => known[id] ?? null })
  keepGate(server, '/socket.io', [handingOn])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    handingOn.close()
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, handingOn }
}

/** A new connection, begun at the node itself: its id, and that of the node. */
async function handshake({ raw, alice }: World): Promise<{ sid: string; nodeId: string; cookie: string }> {
  const cookie = alice.api.cookies()
  const text = await (await raw(`${path}polling`, { headers: { cookie } })).text()
  const { sid } = JSON.parse(text.slice(1)) as { sid: string }
  return { sid, nodeId: sid.slice(0, sid.lastIndexOf('.')), cookie }
}

const poll = async (url: string, sid: string, init: RequestInit = {}): Promise<string> => {
  const response = await fetch(`${url}${path}polling&sid=${encodeURIComponent(sid)}`, init)
  return `${response.status} ${await response.text()}`
}

test('long polling goes on through any node', async () => {
  const kith = await world()
  const { sid, nodeId } = await handshake(kith)
  const other = await otherNode({ [nodeId]: kith.url })
  expect(await poll(other, sid, { method: 'POST', body: '40' })).toBe('200 ok')
  expect(await poll(kith.url, sid)).toMatch(/^200 40\{"sid":/)
  const { socket } = kith.alice
  expect(await poll(other, sid, { method: 'POST', body: '421["presence",{"state":"away"}]' })).toBe('200 ok')
  expect(await poll(other, sid)).toContain('431[{"ok":true')
  expect(socket?.connected).toBe(true)
})

test('a connection becomes a WebSocket through another node, and ends with that node', async () => {
  const kith = await world()
  const { sid, nodeId } = await handshake(kith)
  const { url: other, handingOn } = await leavingNode({ [nodeId]: kith.url })
  const socket = new WebSocket(`${other.replace('http', 'ws')}${path}websocket&sid=${encodeURIComponent(sid)}`)
  await once(socket, 'open')
  const answered = once(socket, 'message') as Promise<[MessageEvent]>
  socket.send('2probe')
  expect((await answered)[0].data).toBe('3probe')
  const closed = once(socket, 'close')
  handingOn.close()
  await closed
})

test('what no node knows is answered as unknown, so that the client connects anew', async () => {
  const kith = await world()
  const { sid, nodeId } = await handshake(kith)
  const other = await otherNode({ [nodeId]: kith.url, gone: 'http://127.0.0.1:1' })
  const unknown = '400 {"code":1,"message":"Session ID unknown"}'
  expect(await poll(other, `${nodeId}.guessed`)).toBe(unknown)
  expect(await poll(other, 'gone.guessed')).toBe(unknown)
  expect(await poll(kith.url, 'stranger.guessed')).toBe(unknown)
  expect(await poll(kith.url, 'guessed')).toBe(unknown)
  for (const own of [sid.slice(nodeId.length + 1), 'stranger.guessed', 'other.guessed', '.', ''])
    expect(await poll(other, own)).toBe('418 mine')
  const refused = new WebSocket(`${other.replace('http', 'ws')}${path}websocket&sid=gone.guessed`)
  await once(refused, 'error')
})

test('nothing is handed on twice, and no path leads out of the sockets', async () => {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer(({ url = '', headers }, response) => {
    seen.push({ url, headers })
    response.end('here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const other = await otherNode({ here: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  expect(await poll(other, 'here.1', { headers: { 'x-kith-handed-on': '1' } })).toBe('418 mine')
  expect(seen).toEqual([])
  const spoofed = { cookie: 'kith=secret', authorization: 'Bearer secret', 'x-forwarded-for': '192.0.2.1' }
  expect(await poll(other, 'here.1', { headers: spoofed })).toBe('200 here')
  expect(seen[0]?.url).toBe('/socket.io/?EIO=4&transport=polling&sid=here.1')
  expect(Object.keys(seen[0]?.headers ?? {}).toSorted()).toEqual(['connection', 'host', 'x-kith-handed-on'])
  expect((await fetch(`${other}/socket.iox?sid=here.1`)).status).toBe(418)
  expect((await fetch(`${other}/api/auth/check?sid=here.1`)).status).toBe(418)
  expect(seen).toHaveLength(1)
})

test('a body that is too large ends at the node that it is for', async () => {
  const kith = await world()
  const { sid, nodeId } = await handshake(kith)
  const other = await otherNode({ [nodeId]: kith.url })
  const body = `4${'x'.repeat(2 * 1024 * 1024)}`
  const outcome = await poll(other, sid, { method: 'POST', body }).catch(() => 'cut off')
  expect(outcome).toMatch(/^(413|400|cut off)/)
  expect((await kith.raw('/healthz')).status).toBe(200)
})

test('a device that is connected through a node that leaves is asked to connect anew, and is taken elsewhere', async () => {
  const kith = await world()
  const { sid, nodeId } = await handshake(kith)
  const { url: other, server, handingOn } = await leavingNode({ [nodeId]: kith.url })
  expect(await poll(other, sid, { method: 'POST', body: '40' })).toBe('200 ok')
  expect(await poll(other, sid)).toMatch(/^200 40\{"sid":/)
  const arrived = once(server, 'request')
  const waiting = poll(other, sid)
  await arrived
  handingOn.leave()
  expect(await waiting).toMatch(/^200 42\["leaving",\{"withinMs":\d+\}\]$/)
  // What is read again a proxy asks of another node; what is said is still taken.
  expect(await poll(other, sid)).toMatch(/^503 /)
  expect(await poll(other, sid, { method: 'POST', body: '421["presence",{"state":"away"}]' })).toBe('200 ok')
  expect(await poll(kith.url, sid)).toContain('431[{"ok":true')
})

test('whoever asks for it has only a connection move that they know, and loses nothing by it', async () => {
  const { raw, alice } = await world()
  expect((await raw(`${path}polling&sid=guessed`, { method: 'DELETE' })).status).toBe(204)
  expect((await raw(`${path}polling`, { method: 'DELETE' })).status).toBe(400)
  expect(alice.socket?.connected).toBe(true)
})
