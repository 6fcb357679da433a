import type { DatabaseSync } from 'node:sqlite'
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { RawBuilder } from 'kysely'
import { isSeenBy } from '../../features/post-access/post-access.ts'
import { coveringGramsOf } from './fold.ts'
import { POSTS_LOOKED_AT } from './post-index.ts'
import type { PostHit, PostSearch } from './post-index.ts'
import { quoted } from './sqlite-conditions.ts'
import type { Value } from './sqlite-conditions.ts'

/** Writes queries and runs none: the rule of who sees a post is one for all that asks for it. */
const writer = new Kysely<object>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** The posts that `wanted.userId` may see, newest first: the one rule decides, in the query itself. */
export function findPosts(db: DatabaseSync, wanted: PostSearch, lookedAtMax = POSTS_LOOKED_AT): PostHit[] {
  const { userId, parts, phrases, authorIds, from, until, before, limit } = wanted
  const { source, place, conditions } = wayTo(wanted)
  if (before !== null) conditions.push(sql`${place} < ${before}`)
  const range = sql`${source} where ${sql.join([sql`true`, ...conditions], sql` and `)}`
  const [last] = ask<{ place: number }>(
    db,
    sql`select ${place} as place from ${range} order by ${place} desc limit 1 offset ${lookedAtMax - 1}`,
  )
  const said = [
    ...(last === undefined ? [] : [sql`${place} >= ${last.place}`]),
    ...(authorIds === null ? [] : [sql`docs.author_id in (select value from json_each(${JSON.stringify(authorIds)}))`]),
    ...(from === null ? [] : [sql`posts.created_at >= ${from}`]),
    ...(until === null ? [] : [sql`posts.created_at < ${until}`]),
    ...parts.map((part) => sql`instr(docs.text, ${part}) > 0`),
    ...phrases.map(({ text, isOpen }) => sql`instr(' ' || docs.text || ' ', ${` ${text}${isOpen ? '' : ' '}`}) > 0`),
  ]
  const hits: PostHit[] = ask<{ post_id: string; place: number }>(
    db,
    sql`
      select docs.post_id, ${place} as place
      from ${source}
      cross join kith.posts as posts
      where posts.id = docs.post_id and posts.content_rev = docs.content_rev
        and ${sql.join([...conditions, ...said, isSeenBy(userId)], sql` and `)}
      order by ${place} desc limit ${limit}
    `,
  ).map((row) => ({ postId: row.post_id, place: row.place }))
  if (hits.length < limit && last !== undefined) hits.push({ postId: null, place: last.place })
  return hits
}

interface Way {
  source: RawBuilder<unknown>
  place: RawBuilder<unknown>
  conditions: RawBuilder<unknown>[]
}

/** Groups of three find where a part may be, words where a phrase may be; that it is there, the text says. */
function wayTo({ parts, phrases }: PostSearch): Way {
  const grams = [...new Set(parts.flatMap(coveringGramsOf))].map(quoted).join(' AND ')
  const words = phrases.map(({ text, isOpen }) => quoted(text) + (isOpen ? ' *' : '')).join(' AND ')
  if (grams !== '') {
    const source = sql`grams cross join docs on docs.place = grams.rowid`
    return { source, place: sql`grams.rowid`, conditions: [sql`grams match ${grams}`] }
  }
  if (words !== '') {
    const source = sql`words cross join docs on docs.place = words.rowid`
    return { source, place: sql`words.rowid`, conditions: [sql`words match ${words}`] }
  }
  return { source: sql`docs`, place: sql`docs.place`, conditions: [] }
}

function ask<Row>(db: DatabaseSync, query: RawBuilder<Row>): Row[] {
  const { sql: text, parameters } = query.compile(writer)
  return db.prepare(text).all(...(parameters as Value[])) as Row[]
}
