import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { fold, hasLink } from './fold.ts'
import { keepIndex, openIndex } from './keep-index.ts'
import type { MessageSearch, SearchHit } from './search-index.ts'
import { findMessages, nextPlace, placeFor } from './sqlite-find.ts'

/*
 * The index lives in a file of its own, which only this thread writes: neither the loop nor a commit ever waits for it.
 * The database itself is attached read-only, so rights are asked in the same query.
 */
const VERSION = 2
const AT_ONCE = 200
/** Questions wait for what is done together. */
const ROWS_AT_ONCE = 2_000

const db = openIndex(VERSION, createTables)

/** Where groups of letters stand in a text is not kept: the text says so itself, and they take far less room and time. */
function createTables(index: DatabaseSync): void {
  index.exec(`
    create table progress (conversation_id text primary key, rev integer not null) without rowid;
    create table docs (
      place integer primary key, message_id text not null unique, conversation_id text not null, author_id text not null,
      has_link integer not null, is_reply integer not null, text text not null
    );
    create index docs_conversation on docs (conversation_id, place);
    create index docs_author on docs (author_id, place);
    create index docs_links on docs (place) where has_link = 1;
    create index docs_replies on docs (place) where is_reply = 1;
    create virtual table words using fts5(
      text, content = 'docs', content_rowid = 'place', columnsize = 0, prefix = '1 2',
      tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
    );
    create virtual table grams using fts5(
      text, content = 'docs', content_rowid = 'place', columnsize = 0, detail = none,
      tokenize = 'trigram case_sensitive 1'
    );
    insert into words (words, rank) values ('secure-delete', 1);
    insert into grams (grams, rank) values ('secure-delete', 1);
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
  let place = placeFor(conversationId, Number(row['created_at']))
  while (say.taken.get(place) !== undefined) place = nextPlace(place)
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

keepIndex<MessageSearch, SearchHit>({
  db,
  behind: () => say.behind.all().map((row) => String(row['id'])),
  follow,
  isFull: () => fresh.length >= ROWS_AT_ONCE,
  finish: indexFresh,
  find: (wanted) => findMessages(db, wanted),
})
