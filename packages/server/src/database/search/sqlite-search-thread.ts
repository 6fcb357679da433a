import { constants, setPriority } from 'node:os'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { fold, hasLink } from './fold.ts'
import { placeAt } from './search-index.ts'
import type { MessageSearch, SearchHit } from './search-index.ts'
import type { SearchAnswer, SearchQuestion } from './sqlite-search.ts'

/*
 * The index lives in a file of its own, which only this thread writes: neither the loop nor a commit ever waits for it.
 * The database itself is attached read-only, so rights are asked in the same query.
 */
const VERSION = 1
const AT_ONCE = 200
/** Questions wait for what is done together. */
const ROWS_AT_ONCE = 2_000

// Whoever writes goes first: on a busy machine the index falls behind, and catches up. Linux has a priority for each thread.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)

const { indexPath, databasePath } = workerData as { indexPath: string; databasePath: string }

const db = new DatabaseSync(indexPath, { timeout: 5_000 })
db.exec(`
  pragma journal_mode = wal;
  pragma synchronous = normal;
  pragma secure_delete = on;
  pragma trusted_schema = off;
  pragma journal_size_limit = 16777216;
  pragma cache_size = -32768;
`)
const kith = new URL(`file://${databasePath.split('/').map(encodeURIComponent).join('/')}`)
db.prepare('attach ? as kith').run(`${kith.href}?mode=ro`)
prepareSchema()

function prepareSchema(): void {
  if (Number(db.prepare('pragma user_version').get()?.['user_version']) === VERSION) return
  db.exec(`
    begin immediate;
    drop table if exists words; drop table if exists grams; drop table if exists docs; drop table if exists progress;
    create table progress (conversation_id text primary key, rev integer not null) without rowid;
    create table docs (
      place integer primary key, message_id text not null unique, conversation_id text not null, author_id text not null,
      has_link integer not null, is_reply integer not null, text text not null
    );
    create index docs_conversation on docs (conversation_id, place);
    create index docs_author on docs (author_id, place);
    create virtual table words using fts5(
      text, content = 'docs', content_rowid = 'place',
      tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* So Co Sk'"
    );
    create virtual table grams using fts5(
      text, content = 'docs', content_rowid = 'place', tokenize = 'trigram case_sensitive 1'
    );
    insert into words (words, rank) values ('secure-delete', 1);
    insert into grams (grams, rank) values ('secure-delete', 1);
    pragma user_version = ${VERSION};
    commit;
  `)
}

const say = {
  behind: db.prepare(`
    select conversations.id from kith.conversations
    left join progress on progress.conversation_id = conversations.id
    where conversations.head > coalesce(progress.rev, 0)
  `),
  head: db.prepare(`
    select conversations.head, coalesce(progress.rev, 0) as rev from kith.conversations
    left join progress on progress.conversation_id = conversations.id
    where conversations.id = ?
  `),
  changed: db.prepare(`
    select id, rev, author_id, body, kind, reply_to_id, created_at, deleted_at from kith.messages
    where conversation_id = ? and rev > ? and rev <= ? order by rev limit ${AT_ONCE}
  `),
  found: db.prepare('select place, text from docs where message_id = ?'),
  ofConversation: db.prepare(`select place, text from docs where conversation_id = ? limit ${AT_ONCE}`),
  taken: db.prepare('select 1 from docs where place = ?'),
  insert: db.prepare('insert into docs values (?, ?, ?, ?, ?, ?, ?)'),
  insertWords: db.prepare('insert into words (rowid, text) values (?, ?)'),
  insertGrams: db.prepare('insert into grams (rowid, text) values (?, ?)'),
  dropWords: db.prepare("insert into words (words, rowid, text) values ('delete', ?, ?)"),
  dropGrams: db.prepare("insert into grams (grams, rowid, text) values ('delete', ?, ?)"),
  drop: db.prepare('delete from docs where place = ?'),
  forget: db.prepare('delete from progress where conversation_id = ?'),
  reached: db.prepare(
    'insert into progress values (?, ?) on conflict (conversation_id) do update set rev = excluded.rev',
  ),
}

/** Brings up to a few hundred changes of a conversation into the index; whether there is more to do. */
function follow(conversationId: string): boolean {
  const at = say.head.get(conversationId)
  if (at === undefined) return forget(conversationId)
  const { head, rev } = at as { head: number; rev: number }
  const rows = say.changed.all(conversationId, rev, head)
  for (const row of rows) {
    remove(say.found.get(String(row['id'])))
    if (row['deleted_at'] === null && row['kind'] === 'text') fresh.push(add(conversationId, row))
  }
  const isMore = rows.length === AT_ONCE
  say.reached.run(conversationId, isMore ? Number(rows.at(-1)?.['rev']) : head)
  return isMore
}

/** The conversation is gone: so is what was said in it. */
function forget(conversationId: string): boolean {
  const rows = say.ofConversation.all(conversationId)
  for (const row of rows) remove(row)
  if (rows.length === AT_ONCE) return true
  say.forget.run(conversationId)
  return false
}

type Row = ReturnType<StatementSync['get']>

function remove(known: Row): void {
  if (known === undefined) return
  const place = Number(known['place'])
  const text = String(known['text'])
  say.dropWords.run(place, text)
  say.dropGrams.run(place, text)
  say.drop.run(place)
}

interface Fresh {
  place: number
  text: string
}

/** What is in `docs` and not yet in the two indexes. */
let fresh: Fresh[] = []

function add(conversationId: string, row: NonNullable<Row>): Fresh {
  const body = String(row['body'])
  const text = fold(body)
  let place = placeAt(Number(row['created_at']))
  while (say.taken.get(place) !== undefined) place++
  const isReply = row['reply_to_id'] === null ? 0 : 1
  say.insert.run(
    place,
    String(row['id']),
    conversationId,
    String(row['author_id']),
    hasLink(body) ? 1 : 0,
    isReply,
    text,
  )
  return { place, text }
}

/** In their order: a place before the one before it makes FTS5 write out all that it has gathered. */
function indexFresh(): void {
  const inOrder = fresh.toSorted((a, b) => a.place - b.place)
  fresh = []
  for (const { place, text } of inOrder) say.insertWords.run(place, text)
  for (const { place, text } of inOrder) say.insertGrams.run(place, text)
}

/** FTS5 takes a text in double quotes as it is. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

function find(wanted: MessageSearch): SearchHit[] {
  const values: (string | number)[] = []
  const joins: string[] = []
  const conditions: string[] = []
  const { parts, phrases } = wanted
  const grams = parts.map(quoted).join(' AND ')
  const words = phrases.map(({ text, isOpen }) => quoted(text) + (isOpen ? ' *' : '')).join(' AND ')
  const driver = grams !== '' ? 'grams' : words !== '' ? 'words' : null
  // The index says whose it is without its row: of a frequent word most are somebody else's.
  const by = wanted.authorIds?.length === 1 ? 'indexed by docs_author' : ''
  const within = wanted.conversationIds?.length === 1 ? 'indexed by docs_conversation' : ''
  if (driver !== null) joins.push(`cross join docs ${by === '' ? within : by} on docs.place = ${driver}.rowid`)
  if (grams !== '') {
    conditions.push('grams match ?')
    values.push(grams)
  }
  if (words !== '') {
    conditions.push(
      driver === 'words' ? 'words match ?' : 'docs.place in (select rowid from words where words match ?)',
    )
    values.push(words)
  }
  const among = (column: string, ids: readonly string[] | null): void => {
    if (ids === null) return
    const [only, ...others] = ids
    if (only !== undefined && others.length === 0) {
      // An index gives those of one in the order that is wanted.
      conditions.push(`${column} = ?`)
      values.push(only)
      return
    }
    conditions.push(`${column} in (select value from json_each(?))`)
    values.push(JSON.stringify(ids))
  }
  among('docs.conversation_id', wanted.conversationIds)
  among('docs.author_id', wanted.authorIds)
  const key = driver === null ? 'docs.place' : `${driver}.rowid`
  const from = wanted.from === null ? null : placeAt(wanted.from)
  const bounds = [wanted.before, wanted.until === null ? null : placeAt(wanted.until)].filter((at) => at !== null)
  if (from !== null) conditions.push(`${key} >= ${from}`)
  if (bounds.length > 0) conditions.push(`${key} < ${Math.min(...bounds)}`)
  if (wanted.hasLink) conditions.push('docs.has_link = 1')
  if (wanted.isReply) conditions.push('docs.is_reply = 1')
  for (const kinds of wanted.shows) {
    conditions.push(`(messages.parts & 1) <> 0 and exists (
      select 1 from kith.attachments cross join kith.uploads on uploads.id = attachments.upload_id
      where attachments.message_id = docs.message_id and uploads.kind in (select value from json_each(?))
    )`)
    values.push(JSON.stringify(kinds))
  }
  // The membership table decides, in this very query.
  const sql = `
    select docs.message_id, docs.place
    from ${driver ?? 'docs'} ${joins.join(' ')}
    cross join kith.members on members.conversation_id = docs.conversation_id
      and members.user_id = ? and members.left_at is null
    cross join kith.messages on messages.id = docs.message_id
      and messages.deleted_at is null and messages.seq > members.visible_from
    where ${conditions.length === 0 ? '1' : conditions.join(' and ')}
      and not exists (
        select 1 from kith.relations
        where relations.user_id = members.user_id and relations.other_id = docs.author_id and relations.is_blocked = 1
      )
    order by ${key} desc limit ?
  `
  return db
    .prepare(sql)
    .all(wanted.userId, ...values, wanted.limit)
    .map((row) => ({ messageId: String(row['message_id']), place: Number(row['place']) }))
}

const waiting = new Set<string>()
let settling: number[] = []
let isWorking = false

function work(): void {
  db.exec('begin immediate')
  try {
    let followed = 0
    for (const id of waiting) {
      if (!follow(id)) waiting.delete(id)
      followed++
      if (followed === AT_ONCE || fresh.length >= ROWS_AT_ONCE) break
    }
    indexFresh()
    db.exec('commit')
  } catch (error) {
    db.exec('rollback')
    throw error
  }
  if (waiting.size > 0) {
    // Questions come in between.
    setImmediate(work)
    return
  }
  isWorking = false
  for (const id of settling) answer({ id, hits: [] })
  settling = []
}

function answer(message: SearchAnswer): void {
  parentPort?.postMessage(message)
}

function startWork(): void {
  if (isWorking) return
  isWorking = true
  setImmediate(work)
}

for (const row of say.behind.all()) waiting.add(String(row['id']))
startWork()

parentPort?.on('message', (question: SearchQuestion) => {
  switch (question.kind) {
    case 'changed':
      for (const id of question.conversationIds) waiting.add(id)
      startWork()
      return
    case 'settle':
      if (!isWorking) answer({ id: question.id, hits: [] })
      else settling.push(question.id)
      return
    case 'forget':
      // Nobody else has this file open, so the log can always be copied whole and cut off.
      db.exec('pragma main.wal_checkpoint(truncate)')
      answer({ id: question.id, hits: [] })
      return
    case 'find':
      try {
        answer({ id: question.id, hits: find(question.wanted) })
      } catch (error) {
        answer({ id: question.id, fault: error instanceof Error ? error.message : String(error) })
      }
  }
})
