/* What the references share that speak plain `ws`: just enough of Socket.IO for the generator, and each frame made once. */
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

type Wired = WebSocket & { _socket: Socket }

export interface SentPayload {
  conversationId: string
  body: string
  clientId: string
}

/** `deliver` acknowledges and tells everyone in the conversation. */
export type OnSend = (sent: SentPayload, userId: string, deliver: (message: object) => void) => void

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

/** Listens on `PORT` and hands each send to `onSend`. */
export function serveRelay(onSend: OnSend): void {
  const rooms = new Map<string, Set<Wired>>()
  const server = createServer((_request, response) => response.end('ok'))
  const sockets = new WebSocketServer({ server, path: '/socket.io/', perMessageDeflate: false })

  function roomOf(id: string): Set<Wired> {
    const room = rooms.get(id) ?? new Set()
    rooms.set(id, room)
    return room
  }

  sockets.on('connection', (socket: Wired) => {
    let userId = ''
    socket.send('0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}')
    socket.on('message', (data: Buffer) => {
      const text = data.toString()
      if (text.startsWith('40')) {
        const auth = JSON.parse(text.slice(2)) as { userId: string; rooms: string[] }
        userId = auth.userId
        for (const id of auth.rooms) roomOf(id).add(socket)
        socket.send('40{"sid":"x"}')
        return
      }
      if (!text.startsWith('42')) return
      const open = text.indexOf('[')
      const ackId = text.slice(2, open)
      const [, payload] = JSON.parse(text.slice(open)) as [string, SentPayload]
      onSend(payload, userId, (message) => {
        const framed = frame(`42${JSON.stringify(['message', message])}`)
        for (const member of roomOf(payload.conversationId)) member._socket.write(framed)
        socket.send(`43${ackId}${JSON.stringify([{ ok: true, message }])}`)
      })
    })
    socket.on('close', () => {
      for (const room of rooms.values()) room.delete(socket)
    })
  })

  server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'))
}
