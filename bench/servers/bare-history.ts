/*
 * Reference for `history`: the least that a page can cost. The same rows of the same database, by one prepared
 * statement, as the same JSON, over bare node:http. Nobody is asked who they are or what they may see.
 */
import { createServer } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(join(process.env['DATA_DIR'] ?? '', 'kith.db'), { readOnly: true })
const page = database.prepare(
  `select m.*, u.username, u.display_name from messages m join users u on u.id = m.author_id
   where m.conversation_id = ? and m.seq < ? order by m.seq desc limit ?`,
)

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const conversationId = url.pathname.split('/')[3] ?? ''
  const rows = page.all(conversationId, Number(url.searchParams.get('before')), Number(url.searchParams.get('limit')))
  const items = rows.toReversed().map((row) => ({
    id: row['id'],
    conversationId: row['conversation_id'],
    seq: row['seq'],
    rev: row['rev'],
    kind: row['kind'],
    author: { id: row['author_id'], username: row['username'], displayName: row['display_name'], avatarUrl: null },
    body: row['body'],
    system: null,
    clientId: row['client_id'],
    createdAt: new Date(Number(row['created_at'])).toISOString(),
    editedAt: null,
    deletedAt: null,
    replyTo: null,
    attachments: [],
    reactions: [],
    mentions: [],
  }))
  const body = Buffer.from(JSON.stringify({ items, hasBefore: true, hasAfter: true, head: 0 }))
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
  response.end(body)
})
server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'))
