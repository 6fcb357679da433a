import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { keepIndex, openIndex } from './keep-index.ts'
import { foldPost } from './post-index.ts'
import type { PostHit, PostSearch } from './post-index.ts'
import { placeAt } from './search-index.ts'
import { findPosts } from './sqlite-post-find.ts'

const VERSION = 1
const AT_ONCE = 500
/** Questions wait for what is done together. */
const ROWS_AT_ONCE = 2_000
/** In the place of the id of a post: all that is not as the database has it. */
const EVERYTHING = ''

const db = openIndex(VERSION, createTables)

function createTables(index: DatabaseSync): void {
  index.exec(`
    create table docs (
      place integer primary key, post_id text not null unique, author_id text not null, content_rev integer not null,
      text text not null
    );
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
  post: db.prepare('select id, author_id, caption, content_rev, created_at from kith.posts where id = ?'),
  alts: db.prepare("select alt from kith.post_media where post_id = ? and alt <> '' order by position"),
  found: db.prepare('select place, content_rev, text from docs where post_id = ?'),
  after: db.prepare(`
    select posts.id, docs.content_rev is posts.content_rev as is_known
    from kith.posts as posts left join docs on docs.post_id = posts.id where posts.id > ? order by posts.id limit ${AT_ONCE}
  `),
  gone: db.prepare(`
    select post_id, exists (select 1 from kith.posts where posts.id = docs.post_id) as is_there
    from docs where post_id > ? order by post_id limit ${AT_ONCE}
  `),
  taken: db.prepare('select 1 from docs where place = ?'),
  insert: db.prepare('insert into docs values (?, ?, ?, ?, ?)'),
  insertWords: db.prepare('insert into words (rowid, text) values (?, ?)'),
  insertGrams: db.prepare('insert into grams (rowid, text) values (?, ?)'),
  dropWords: db.prepare("insert into words (words, rowid, text) values ('delete', ?, ?)"),
  dropGrams: db.prepare("insert into grams (grams, rowid, text) values ('delete', ?, ?)"),
  drop: db.prepare('delete from docs where place = ?'),
}

type Row = NonNullable<ReturnType<StatementSync['get']>>

/** Up to where what the database has, and then what the index has, was compared with the other. */
let comparedTo = { posts: '', docs: '' }

/** Brings a post into the index as it now is. */
function follow(postId: string): boolean {
  if (postId === EVERYTHING) return compare()
  bring(postId)
  return false
}

/** What happened while nobody said so: before this thread began, or to one before it. */
function compare(): boolean {
  const posts = say.after.all(comparedTo.posts)
  for (const row of posts) if (row['is_known'] !== 1) bring(String(row['id']))
  const docs = say.gone.all(comparedTo.docs)
  for (const row of docs) if (row['is_there'] !== 1) bring(String(row['post_id']))
  comparedTo = { posts: lastOf(posts, 'id', comparedTo.posts), docs: lastOf(docs, 'post_id', comparedTo.docs) }
  return posts.length === AT_ONCE || docs.length === AT_ONCE
}

function lastOf(rows: readonly Row[], column: string, before: string): string {
  const last = rows.at(-1)
  return last === undefined ? before : String(last[column])
}

function bring(postId: string): void {
  const post = say.post.get(postId)
  const known = say.found.get(postId)
  if (post !== undefined && known?.['content_rev'] === post['content_rev']) return
  if (known !== undefined) remove(known)
  if (post !== undefined) add(post)
}

interface Fresh {
  place: number
  text: string
}

/** What is in `docs` and not yet in the two indexes. */
let fresh: Fresh[] = []

function remove(known: Row): void {
  // What came in the same transaction is in no index yet.
  indexFresh()
  const place = Number(known['place'])
  const text = String(known['text'])
  say.dropWords.run(place, text)
  say.dropGrams.run(place, text)
  say.drop.run(place)
}

function add(post: Row): void {
  const id = String(post['id'])
  const text = foldPost([String(post['caption']), ...say.alts.all(id).map((row) => String(row['alt']))])
  let place = placeAt(Number(post['created_at']))
  while (say.taken.get(place) !== undefined) place++
  say.insert.run(place, id, String(post['author_id']), Number(post['content_rev']), text)
  fresh.push({ place, text })
}

/** In their order: a place before the one before it makes FTS5 write out all that it has gathered. */
function indexFresh(): void {
  const inOrder = fresh.toSorted((a, b) => a.place - b.place)
  fresh = []
  for (const { place, text } of inOrder) say.insertWords.run(place, text)
  for (const { place, text } of inOrder) say.insertGrams.run(place, text)
}

keepIndex<PostSearch, PostHit>({
  db,
  behind: () => [EVERYTHING],
  follow,
  isFull: () => fresh.length >= ROWS_AT_ONCE,
  finish: indexFresh,
  find: (wanted) => findPosts(db, wanted),
})
