/*
 * Reference for `feed`: what comes first to mind. One prepared statement joins the posts with whom somebody follows, in
 * their order, over bare node:http, on Kith's own tables. Pictures, likes, counts and people are not looked up.
 */
import { createServer } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const database = new DatabaseSync(join(process.env['DATA_DIR'] ?? '', 'kith.db'), { readOnly: true })
const home = database.prepare(`
  select p.* from relations r
  join users u on u.id = r.other_id and u.state = 'active'
  join posts p on p.author_id = r.other_id and p.level <= case when r.friendship = 'friends' then 2 else 1 end
  where r.user_id = ? and (r.friendship = 'friends' or r.follow = 'following')
    and r.is_blocked = 0 and r.is_blocked_by = 0 and r.is_muted = 0 and p.id < ?
  order by p.id desc limit 50
`)

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const userId = `user-${(request.headers.authorization ?? '').slice('Bearer kith_bench_'.length).slice(0, 8)}`
  const cursor = url.searchParams.get('cursor')
  const before = cursor === null ? '~' : String(JSON.parse(Buffer.from(cursor, 'base64url').toString())['id'])
  const items = url.pathname === '/api/feed' ? home.all(userId, before) : []
  const body = Buffer.from(JSON.stringify({ items, nextCursor: null, seenId: null }))
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length })
  response.end(body)
})
server.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'))
