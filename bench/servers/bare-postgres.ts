/*
 * Reference (e): what PostgreSQL and its driver give to whoever writes the rows of a send and nothing else. The sends
 * that one turn of the event loop brings are one transaction on one connection, their statements prepared and pipelined:
 * the counters of the conversation, the sender's place in it, the message. On Kith's own tables. Nobody is asked who
 * they are, nothing is looked up, no index of words is filled.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { referenceMessage } from './reference-message.ts'
import { serveRelay } from './relay-wire.ts'
import type { SentPayload } from './relay-wire.ts'

interface Waiting {
  sent: SentPayload
  userId: string
  deliver: (message: object) => void
}

const connection = new pg.Client({ connectionString: process.env['DATABASE_URL'], pipeline: true })
await connection.connect()
let waiting: Waiting[] = []
let isStoring = false

const take = `update conversations set head = head + 1, last_seq = last_seq + 1, last_activity_at = $2
  where id = $1 returning last_seq, head`
const read = 'update members set last_read_seq = $3, has_written = 1 where conversation_id = $1 and user_id = $2'
const insert = `insert into messages (id, conversation_id, seq, rev, kind, author_id, body, client_id, created_at, parts)
  values ($1, $2, $3, $4, 'text', $5, $6, $7, $8, 0)`

async function store({ sent, userId }: Waiting): Promise<number> {
  const now = Date.now()
  const { rows } = await connection.query<{ last_seq: number; head: number }>({
    name: 'take',
    text: take,
    values: [sent.conversationId, now],
  })
  const { last_seq: seq = 0, head: rev = 0 } = rows[0] ?? {}
  const values = [randomUUID(), sent.conversationId, seq, rev, userId, sent.body, sent.clientId, now]
  await Promise.all([
    connection.query({ name: 'read', text: read, values: [sent.conversationId, userId, seq] }),
    connection.query({ name: 'insert', text: insert, values }),
  ])
  return Number(seq)
}

async function storeAll(): Promise<void> {
  isStoring = true
  while (waiting.length > 0) {
    const group = waiting
    waiting = []
    const [, ...seqs] = await Promise.all([connection.query('begin'), ...group.map(store)])
    await connection.query('commit')
    group.forEach(({ sent, userId, deliver }, index) => deliver(referenceMessage(sent, userId, seqs[index] ?? 0)))
  }
  isStoring = false
}

serveRelay((sent, userId, deliver) => {
  if (waiting.length === 0 && !isStoring) setImmediate(() => void storeAll())
  waiting.push({ sent, userId, deliver })
})
