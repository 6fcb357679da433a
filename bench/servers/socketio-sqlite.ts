/*
 * Reference (b): what a careful engineer writes with the stock library. Socket.IO `emit` to a room, each message in
 * SQLite (WAL, synchronous=FULL) before its ack; messages that arrive in one turn share one transaction.
 */
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { Server } from 'socket.io'
import { referenceMessage } from './reference-message.ts'

interface Send {
  conversationId: string
  body: string
  clientId: string
}
interface Waiting {
  send: Send
  userId: string
  ack: (answer: object) => void
}

const database = new DatabaseSync(`${process.env['DATA_DIR']}/reference.db`)
database.exec('pragma journal_mode = wal; pragma synchronous = full')
database.exec(`create table if not exists messages (
  id integer primary key, conversation_id text not null, seq integer not null, author_id text not null,
  client_id text not null, body text not null, created_at integer not null)`)
database.exec('create unique index if not exists messages_seq on messages (conversation_id, seq)')
database.exec('create unique index if not exists messages_client on messages (author_id, client_id)')
const insert = database.prepare(
  'insert into messages (conversation_id, seq, author_id, client_id, body, created_at) values (?, ?, ?, ?, ?, ?)',
)

const heads = new Map<string, number>()
let waiting: Waiting[] = []

function commit(): void {
  const group = waiting
  waiting = []
  const messages: object[] = []
  database.exec('begin immediate')
  for (const { send, userId } of group) {
    const seq = (heads.get(send.conversationId) ?? 0) + 1
    heads.set(send.conversationId, seq)
    insert.run(send.conversationId, seq, userId, send.clientId, send.body, Date.now())
    messages.push(referenceMessage(send, userId, seq))
  }
  database.exec('commit')
  group.forEach(({ send, ack }, index) => {
    ack({ ok: true, message: messages[index] })
    io.to(send.conversationId).emit('message', messages[index])
  })
}

const server = createServer((_request, response) => response.end('ok'))
const io = new Server(server, { transports: ['websocket', 'polling'], perMessageDeflate: false })
io.on('connection', (socket) => {
  const auth = socket.handshake.auth as { userId: string; rooms: string[] }
  void socket.join(auth.rooms)
  socket.on('send_message', (send: Send, ack: (answer: object) => void) => {
    if (waiting.length === 0) setImmediate(commit)
    waiting.push({ send, userId: auth.userId, ack })
  })
})
server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'))
