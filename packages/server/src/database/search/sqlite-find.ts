import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { coveringGramsOf } from './fold.ts'
import { placeAt } from './search-index.ts'
import type { MessageSearch, SearchHit } from './search-index.ts'
import { among, quoted } from './sqlite-conditions.ts'
import type { Condition } from './sqlite-conditions.ts'

/*
 * Of a frequent word most messages may be somebody else's, and to fetch each to find that out is what takes long. So the
 * place itself says whose a message can be, and where there is little that could be found, no index of words is asked.
 */
const SLOTS = 4_096
/** So much later than its message is a place at most, where many of one conversation have the same time. */
const LATER_MAX_MS = 60_000

export interface FindBounds {
  /** So few messages are read one by one, and no index of words is asked. */
  few: number
  /** Whoever is in more conversations has most of the slots, and is not narrowed down to them. */
  conversations: number
}

const BOUNDS: FindBounds = { few: 2_000, conversations: 2_000 }

/** The first place for a message of this conversation and time; those after it are `SLOTS` apart. */
export function placeFor(conversationId: string, ms: number): number {
  return placeAt(ms) + slotOf(conversationId)
}

export function nextPlace(place: number): number {
  return place + SLOTS
}

/** One of them, evenly, and the same for ever: the places in a file depend on it. */
function slotOf(conversationId: string): number {
  return hash('sha256', conversationId, 'buffer').readUInt16BE() % SLOTS
}

/** Where the search begins, and what is asked there before a row is fetched. */
interface Way {
  from: Condition
  place: string
  conditions: Condition[]
}

/** The messages that `wanted.userId` may see, newest first: the membership table decides, in the query itself. */
export function findMessages(db: DatabaseSync, wanted: MessageSearch, bounds = BOUNDS): SearchHit[] {
  const { from, place, conditions: first } = wayTo(db, wanted, bounds)
  const conditions = [...first, ...timeConditions(wanted, place), ...rowConditions(wanted)]
  const sql = `
    select docs.message_id, docs.place
    from ${from.sql}
    cross join kith.members on members.conversation_id = docs.conversation_id
      and members.user_id = ? and members.left_at is null
    cross join kith.messages on messages.id = docs.message_id
      and messages.deleted_at is null and messages.seq > members.visible_from
    where ${conditions.map((condition) => condition.sql).join(' and ') || '1'}
      and not exists (
        select 1 from kith.relations
        where relations.user_id = members.user_id and relations.other_id = docs.author_id and relations.is_blocked = 1
      )
    order by ${place} desc limit ?
  `
  return db
    .prepare(sql)
    .all(...from.values, wanted.userId, ...conditions.flatMap(({ values }) => values), wanted.limit)
    .map((row) => ({ messageId: String(row['message_id']), place: Number(row['place']) }))
}

function wayTo(db: DatabaseSync, wanted: MessageSearch, { few, conversations }: FindBounds): Way {
  const seen = conversationsSeen(db, wanted, conversations)
  if (seen.messages <= few) return { from: rowsOf('conversation', seen.ids), place: 'docs.place', conditions: [] }
  const slots = [...new Set(seen.ids.map(slotOf))]
  const inSlots = (place: string): Condition[] =>
    seen.ids.length > conversations ? [] : [among(`(${place} & ${SLOTS - 1})`, slots)]
  const words = wordsWanted(wanted)
  const byFew = wanted.authorIds !== null && countOf(db, wanted.authorIds, few + 1) <= few ? wanted.authorIds : null
  if (words === null || byFew !== null) {
    const from = byFew === null ? { sql: 'docs', values: [] } : rowsOf('author', byFew)
    return { from, place: 'docs.place', conditions: inSlots('docs.place') }
  }
  const place = `${words.index}.rowid`
  return {
    from: { sql: `${words.index} cross join docs on docs.place = ${place}`, values: [] },
    place,
    conditions: [{ sql: `${words.index} match ?`, values: [words.query] }, ...inSlots(place)],
  }
}

function rowsOf(whose: 'conversation' | 'author', ids: readonly string[]): Condition {
  const sql = `json_each(?) as own cross join docs indexed by docs_${whose} on docs.${whose}_id = own.value`
  return { sql, values: [JSON.stringify(ids)] }
}

/** Those of the conversations in question that the person is in, one more than too many at most, and what they come to. */
function conversationsSeen(
  db: DatabaseSync,
  { userId, conversationIds }: MessageSearch,
  most: number,
): { ids: string[]; messages: number } {
  const within = conversationIds === null ? [] : [among('members.conversation_id', conversationIds)]
  const rows = db
    .prepare(`
      select conversations.id, conversations.last_seq - members.visible_from as messages
      from kith.members cross join kith.conversations on conversations.id = members.conversation_id
      where members.user_id = ? and members.left_at is null ${within.map(({ sql }) => `and ${sql}`).join('')}
      limit ${most + 1}
    `)
    .all(userId, ...within.flatMap(({ values }) => values))
  const isWide = rows.length > most
  return {
    ids: rows.map(({ id }) => String(id)),
    messages: isWide ? Infinity : rows.reduce((sum, row) => sum + Number(row['messages']), 0),
  }
}

/** How many messages are by these, counted up to `most`. */
function countOf(db: DatabaseSync, authorIds: readonly string[], most: number): number {
  const by = among('author_id', authorIds)
  const counted = db.prepare(`select count(*) as count from (select 1 from docs where ${by.sql} limit ${most})`)
  return Number(counted.get(...by.values)?.['count'])
}

/** Groups of three find where a part may be, the fewer the sooner; that it is there, its text says. */
function wordsWanted({ parts, phrases }: MessageSearch): { index: 'grams' | 'words'; query: string } | null {
  if (parts.length > 0)
    return { index: 'grams', query: [...new Set(parts.flatMap(coveringGramsOf))].map(quoted).join(' AND ') }
  if (phrases.length === 0) return null
  return {
    index: 'words',
    query: phrases.map(({ text, isOpen }) => quoted(text) + (isOpen ? ' *' : '')).join(' AND '),
  }
}

function timeConditions({ before, from, until }: MessageSearch, place: string): Condition[] {
  const conditions: Condition[] = []
  if (before !== null) conditions.push({ sql: `${place} < ?`, values: [before] })
  if (from !== null) {
    conditions.push(
      { sql: `${place} >= ?`, values: [placeAt(from)] },
      { sql: 'messages.created_at >= ?', values: [from] },
    )
  }
  if (until !== null) {
    conditions.push(
      { sql: `${place} < ?`, values: [placeAt(until + LATER_MAX_MS)] },
      { sql: 'messages.created_at < ?', values: [until] },
    )
  }
  return conditions
}

/** All that a row says about itself: words have one space between them. */
function rowConditions(wanted: MessageSearch): Condition[] {
  return [
    ...(wanted.conversationIds === null ? [] : [among('docs.conversation_id', wanted.conversationIds)]),
    ...(wanted.authorIds === null ? [] : [among('docs.author_id', wanted.authorIds)]),
    ...(wanted.hasLink ? [{ sql: 'docs.has_link = 1', values: [] }] : []),
    ...(wanted.hasPost ? [{ sql: '(messages.parts & 1024) <> 0', values: [] }] : []),
    ...(wanted.isReply ? [{ sql: 'docs.is_reply = 1', values: [] }] : []),
    ...wanted.parts.map((part) => ({ sql: 'instr(docs.text, ?) > 0', values: [part] })),
    ...wanted.phrases.map(({ text, isOpen }) => ({
      sql: "instr(' ' || docs.text || ' ', ?) > 0",
      values: [` ${text}${isOpen ? '' : ' '}`],
    })),
    ...wanted.shows.map((kinds) => {
      const ofKind = among('uploads.kind', kinds)
      return {
        sql: `(messages.parts & 1) <> 0 and exists (
          select 1 from kith.attachments cross join kith.uploads on uploads.id = attachments.upload_id
          where attachments.message_id = docs.message_id and ${ofKind.sql}
        )`,
        values: ofKind.values,
      }
    }),
  ]
}
