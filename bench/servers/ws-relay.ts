/*
 * Reference (a): the least that a relay can do. Parses each message, numbers it, frames it once with `ws` and writes
 * the frame to every socket of the conversation. Nothing is stored. Speaks just enough of Socket.IO for the generator.
 */
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { referenceMessage } from './reference-message.ts'

interface Room {
  seq: number
  sockets: Set<WebSocket>
}

const rooms = new Map<string, Room>()
const server = createServer((_request, response) => response.end('ok'))
const sockets = new WebSocketServer({ server, path: '/socket.io/', perMessageDeflate: false })

function roomOf(id: string): Room {
  let room = rooms.get(id)
  if (room === undefined) {
    room = { seq: 0, sockets: new Set() }
    rooms.set(id, room)
  }
  return room
}

/** One unmasked text frame (RFC 6455, 5.2). */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const isShort = body.length < 126
  const isMedium = body.length < 65_536
  const head = Buffer.alloc(isShort ? 2 : isMedium ? 4 : 10)
  head[0] = 0x81
  head[1] = isShort ? body.length : isMedium ? 126 : 127
  if (!isShort && isMedium) head.writeUInt16BE(body.length, 2)
  if (!isMedium) head.writeBigUInt64BE(BigInt(body.length), 2)
  return Buffer.concat([head, body])
}

sockets.on('connection', (socket: WebSocket & { _socket?: Socket }) => {
  let userId = ''
  socket.send('0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}')
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text.startsWith('40')) {
      const auth = JSON.parse(text.slice(2)) as { userId: string; rooms: string[] }
      userId = auth.userId
      for (const id of auth.rooms) roomOf(id).sockets.add(socket)
      socket.send('40{"sid":"x"}')
      return
    }
    if (!text.startsWith('42')) return
    const open = text.indexOf('[')
    const ackId = text.slice(2, open)
    const [, payload] = JSON.parse(text.slice(open)) as [
      string,
      { conversationId: string; body: string; clientId: string },
    ]
    const room = roomOf(payload.conversationId)
    const message = referenceMessage(payload, userId, ++room.seq)
    const framed = frame(`42${JSON.stringify(['message', message])}`)
    for (const member of room.sockets as Set<WebSocket & { _socket: Socket }>) member._socket.write(framed)
    socket.send(`43${ackId}${JSON.stringify([{ ok: true, message }])}`)
  })
  socket.on('close', () => {
    for (const room of rooms.values()) room.sockets.delete(socket)
  })
})

server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'))
