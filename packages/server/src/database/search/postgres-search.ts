import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../database.ts'
import { coveringGramsOf, fold, gramsOf, hasLink } from './fold.ts'
import { placeAt } from './search-index.ts'
import { lexeme } from './postgres-lexemes.ts'
import { PostgresFollower } from './postgres-follower.ts'
import type { MessageIndex, MessageSearch, SearchHit } from './search-index.ts'

const AT_ONCE = 500
const WORD_MAX = 500
/** Of so many messages the newest are looked through one by one: what is said often is found there. */
const RECENT = 20_000
/** So many times as many more, where the words of a phrase are too frequent for the index and the phrase is frequent too. */
const LOOK_AHEAD_MAX = 6
/** Whoever is in more conversations sees most of what there is, and is not narrowed down to them. */
const CONVERSATIONS_MAX = 2_000

interface ChangedRow {
  id: string
  rev: number
  author_id: string
  body: string
  kind: string
  reply_to_id: string | null
  created_at: number
  deleted_at: number | null
}

/** The index of a PostgreSQL place: a table beside the messages, filled by whichever node hears of a change. */
export class PostgresSearch implements MessageIndex {
  readonly #db: Tx
  readonly #follower: PostgresFollower
  readonly #recent: number

  constructor(db: Tx, failed: (error: unknown) => void, recent = RECENT) {
    this.#recent = recent
    this.#db = db
    this.#follower = new PostgresFollower({ db, failed, behind: () => behind(db), follow })
  }

  changed(conversationId: string): void {
    this.#follower.changed(conversationId)
  }

  /**
   * Words first among the newest messages, by their places and without the index of words, which would bring all that
   * have a frequent one; what has not been found there is seldom, and the two indexes together find it anywhere. Of a phrase
   * they know where all of its words are, which for frequent ones is almost everywhere: so it is looked for a little further.
   */
  async find(wanted: MessageSearch): Promise<SearchHit[]> {
    if (wanted.parts.length + wanted.phrases.length === 0) return this.#ask(wanted, [])
    const among = wanted.conversationIds ?? (await this.#conversationsOf(wanted.userId))
    const narrowed = { ...wanted, conversationIds: among.length > CONVERSATIONS_MAX ? null : among }
    const found = await this.#readNewest(narrowed, this.#recent)
    const further = wanted.phrases.some(({ text }) => text.includes(' ')) ? found.lookAhead : 0
    if (further > 0) {
      const next = await this.#readNewest(after(narrowed, found), further)
      found.hits.push(...next.hits)
      found.oldest = next.oldest
    }
    if (found.oldest === null || found.hits.length === wanted.limit) return found.hits
    return [...found.hits, ...(await this.#ask(after(narrowed, found), indexConditions(wanted)))]
  }

  /** What is wanted among the newest `count` that there are. */
  async #readNewest(wanted: MessageSearch, count: number): Promise<Read> {
    const oldest = await this.#oldestOf(count, belowOf(wanted))
    const hits = await this.#ask(wanted, [
      ...readConditions(wanted),
      ...(oldest === null ? [] : [sql`search_docs.place >= ${oldest}`]),
    ])
    return { hits, oldest, lookAhead: oldest === null ? 0 : lookAheadOf(count, hits.length, wanted.limit) }
  }

  async #conversationsOf(userId: string): Promise<string[]> {
    const { rows } = await sql<{ conversation_id: string }>`
      select conversation_id from members where user_id = ${userId} and left_at is null limit ${CONVERSATIONS_MAX + 1}
    `.execute(this.#db)
    return rows.map((row) => row.conversation_id)
  }

  /** The place of the last of so many; null where there are no more. */
  async #oldestOf(count: number, below: number | null): Promise<number | null> {
    const { rows } = await sql<{ place: number }>`
      select place from search_docs where ${below === null ? sql`true` : sql`place < ${below}`}
      order by place desc offset ${count} limit 1
    `.execute(this.#db)
    return rows[0]?.place ?? null
  }

  async #ask(wanted: MessageSearch, words: readonly RawBuilder<unknown>[]): Promise<SearchHit[]> {
    const below = belowOf(wanted)
    const conditions = [
      ...words,
      ...(wanted.conversationIds === null ? [] : [sql`search_docs.conversation_id = any(${wanted.conversationIds})`]),
      ...(wanted.authorIds === null ? [] : [sql`search_docs.author_id = any(${wanted.authorIds})`]),
      ...(wanted.from === null ? [] : [sql`search_docs.place >= ${placeAt(wanted.from)}`]),
      ...(below === null ? [] : [sql`search_docs.place < ${below}`]),
      // Written out, so that the index of links can be chosen.
      ...(wanted.hasLink ? [sql`search_docs.has_link = 1`] : []),
      ...(wanted.hasPost ? [sql`(messages.parts & 1024) <> 0`] : []),
      ...(wanted.isReply ? [sql`search_docs.is_reply = 1`] : []),
      ...wanted.shows.map(
        (kinds) => sql`(messages.parts & 1) <> 0 and exists (
          select 1 from attachments join uploads on uploads.id = attachments.upload_id
          where attachments.message_id = search_docs.message_id and uploads.kind = any(${kinds})
        )`,
      ),
    ]
    const rows = await sql<{ message_id: string; place: number }>`
      select search_docs.message_id, search_docs.place
      from search_docs
      join members on members.conversation_id = search_docs.conversation_id
        and members.user_id = ${wanted.userId} and members.left_at is null
      join messages on messages.id = search_docs.message_id
        and messages.deleted_at is null and messages.seq > members.visible_from
      where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
        and not exists (
          select 1 from relations
          where relations.user_id = members.user_id and relations.other_id = search_docs.author_id
            and relations.is_blocked = 1
        )
      order by search_docs.place desc limit ${wanted.limit}
    `.execute(this.#db)
    return rows.rows.map(({ message_id: messageId, place }) => ({ messageId, place }))
  }

  settled(): Promise<void> {
    return this.#follower.settled()
  }

  forget(): Promise<void> {
    return this.settled()
  }

  close(): Promise<void> {
    return this.#follower.close()
  }
}

async function behind(db: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select conversations.id from conversations
    left join search_progress on search_progress.conversation_id = conversations.id
    where conversations.head > coalesce(search_progress.rev, 0)
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** Brings up to a few hundred changes of a conversation into the index; whether there is more to do. */
async function follow(tx: Tx, conversationId: string): Promise<boolean> {
  const head = await sql<{ head: number }>`select head from conversations where id = ${conversationId}`.execute(tx)
  const upTo = head.rows[0]?.head
  // A conversation that is gone took its part of the index with it.
  if (upTo === undefined) return false
  await sql`insert into search_progress (conversation_id, rev) values (${conversationId}, 0)
    on conflict (conversation_id) do nothing`.execute(tx)
  const known = await sql<{ rev: number }>`
    select rev from search_progress where conversation_id = ${conversationId} for update
  `.execute(tx)
  const rev = known.rows[0]?.rev ?? 0
  const { rows } = await sql<ChangedRow>`
    select id, rev, author_id, body, kind, reply_to_id, created_at, deleted_at from messages
    where conversation_id = ${conversationId} and rev > ${rev} and rev <= ${upTo} order by rev limit ${AT_ONCE}
  `.execute(tx)
  if (rows.length > 0) {
    await sql`delete from search_docs where message_id = any(${rows.map(({ id }) => id)})`.execute(tx)
  }
  const said = rows.filter((row) => row.deleted_at === null && row.kind === 'text')
  if (said.length > 0) await add(tx, conversationId, said)
  const isMore = rows.length === AT_ONCE
  const reached = isMore ? (rows.at(-1)?.rev ?? upTo) : upTo
  await sql`update search_progress set rev = ${reached}
    where conversation_id = ${conversationId} and rev < ${reached}`.execute(tx)
  return isMore
}

/** What was found by reading the newest messages, and where that ended: null where nothing is left. */
interface Read {
  hits: SearchHit[]
  oldest: number | null
  /** So many more to read, and there should be enough; 0 where that is too many, or there is enough. */
  lookAhead: number
}

function lookAheadOf(read: number, found: number, limit: number): number {
  // None at all makes it endless. Half as many again, since they do not come evenly.
  const more = Math.ceil((1.5 * read * (limit - found)) / found)
  return more <= read * LOOK_AHEAD_MAX ? more : 0
}

function after(wanted: MessageSearch, { hits, oldest }: Read): MessageSearch {
  return { ...wanted, before: oldest, limit: wanted.limit - hits.length }
}

function belowOf({ before, until }: MessageSearch): number | null {
  const bounds = [before, until === null ? null : placeAt(until)].filter((at) => at !== null)
  return bounds.length === 0 ? null : Math.min(...bounds)
}

/** Read from each row: no index takes part. */
function readConditions({ parts, phrases }: MessageSearch): RawBuilder<unknown>[] {
  const words = phrases.map(phraseQuery).join(' & ')
  return [
    ...parts.map((part) => sql`position(${part} in search_docs.text) > 0`),
    ...(words === '' ? [] : [sql`(search_docs.words @@ cast(${words} as tsquery)) is true`]),
  ]
}

/**
 * By the indexes. What is looked for is hidden from the planner: groups of letters come together, so that it would take
 * their product for far too few rows, and fetch them all instead of asking the index of conversations as well.
 */
function indexConditions({ parts, phrases }: MessageSearch): RawBuilder<unknown>[] {
  const grams = [...new Set(parts.flatMap(coveringGramsOf))].map(lexeme).join(' & ')
  const words = phrases.map(phraseQuery).join(' & ')
  return [
    ...(grams === '' ? [] : [sql`search_docs.grams @@ (select cast(${grams} as tsquery))`]),
    ...parts.map((part) => sql`position(${part} in search_docs.text) > 0`),
    ...(words === '' ? [] : [sql`search_docs.words @@ (select cast(${words} as tsquery))`]),
  ]
}

/** All in one statement: a place that was upgraded has a million of them. */
async function add(tx: Tx, conversationId: string, rows: readonly ChangedRow[]): Promise<void> {
  const texts = rows.map(({ body }) => fold(body))
  await sql`
    insert into search_docs (place, message_id, conversation_id, author_id, has_link, is_reply, text, words, grams)
    select
      coalesce(taken.next, fresh.first) + row_number() over (partition by fresh.first order by fresh.at) - 1,
      fresh.message_id, ${conversationId}, fresh.author_id, fresh.has_link, fresh.is_reply, fresh.text,
      cast(fresh.words as tsvector), cast(fresh.grams as tsvector)
    from unnest(
      cast(${rows.map((row) => placeAt(row.created_at))} as bigint[]),
      cast(${rows.map(({ id }) => id)} as text[]),
      cast(${rows.map((row) => row.author_id)} as text[]),
      cast(${rows.map(({ body }) => (hasLink(body) ? 1 : 0))} as bigint[]),
      cast(${rows.map((row) => (row.reply_to_id === null ? 0 : 1))} as bigint[]),
      cast(${texts} as text[]),
      cast(${texts.map(wordsVector)} as text[]),
      cast(${texts.map((text) => gramsOf(text).map(lexeme).join(' '))} as text[])
    ) with ordinality as fresh (first, message_id, author_id, has_link, is_reply, text, words, grams, at)
    -- The next free place of that millisecond.
    left join lateral (
      select max(place) + 1 as next from search_docs where place >= fresh.first and place < fresh.first + 4096
    ) as taken on true
  `.execute(tx)
}

function wordsVector(text: string): string {
  return text
    .split(' ')
    .map((word, at) => (word === '' || word.length > WORD_MAX ? '' : `${lexeme(word)}:${Math.min(at + 1, 16_383)}`))
    .filter((each) => each !== '')
    .join(' ')
}

function phraseQuery({ text, isOpen }: { text: string; isOpen: boolean }): string {
  const words = text.split(' ').map(lexeme)
  return `(${words.map((word, at) => (isOpen && at === words.length - 1 ? `${word}:*` : word)).join(' <-> ')})`
}
