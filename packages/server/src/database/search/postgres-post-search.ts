import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { isSeenBy } from '../../features/post-access/post-access.ts'
import type { Tx } from '../database.ts'
import { coveringGramsOf, gramsOf } from './fold.ts'
import { foldPost, POSTS_LOOKED_AT } from './post-index.ts'
import type { PostHit, PostIndex, PostSearch } from './post-index.ts'
import { PostgresFollower } from './postgres-follower.ts'
import { lexeme } from './postgres-lexemes.ts'
import { placeAt } from './search-index.ts'

const AT_ONCE = 200
const WORD_MAX = 500
/** What is followed is one queue. */
const QUEUE = 'posts'

/** The index of posts of a PostgreSQL place: a table beside them, filled by whichever node hears of a change. */
export class PostgresPostSearch implements PostIndex {
  readonly #db: Tx
  readonly #follower: PostgresFollower
  readonly #lookedAtMax: number

  constructor(db: Tx, failed: (error: unknown) => void, lookedAtMax = POSTS_LOOKED_AT) {
    this.#db = db
    this.#lookedAtMax = lookedAtMax
    this.#follower = new PostgresFollower({ db, failed, behind: () => behind(db), follow })
  }

  changed(): void {
    this.#follower.changed(QUEUE)
  }

  /**
   * First among the newest posts, which are read without an index of words: it would bring all that have a frequent one.
   * What is not found there is seldom.
   */
  async find(wanted: PostSearch): Promise<PostHit[]> {
    const last = await this.#placeAfter(this.#lookedAtMax, wanted.before)
    const newest = await this.#ask(wanted, last === null ? [] : [sql`search_posts.place >= ${last}`])
    if (newest.length === wanted.limit || last === null) return newest
    const words = indexConditions(wanted)
    if (words.length === 0) return [...newest, { postId: null, place: last }]
    const candidates = await this.#candidates({ ...wanted, before: last }, words)
    const seen = await this.#ask({ ...wanted, before: last, limit: wanted.limit - newest.length }, [
      sql`search_posts.place = any(${candidates})`,
    ])
    const hits = [...newest, ...seen]
    const end = candidates.at(-1)
    const isCut = hits.length < wanted.limit && candidates.length === this.#lookedAtMax && end !== undefined
    return isCut ? [...hits, { postId: null, place: end }] : hits
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

  /** The place of the last of the `count` newest; null where there are no more. */
  async #placeAfter(count: number, before: number | null): Promise<number | null> {
    const { rows } = await sql<{ place: number }>`
      select place from search_posts where ${before === null ? sql`true` : sql`place < ${before}`}
      order by place desc limit 1 offset ${count - 1}
    `.execute(this.#db)
    return rows[0]?.place ?? null
  }

  /** The newest that have the words, whoever may see them. */
  async #candidates({ before, authorIds }: PostSearch, words: readonly RawBuilder<unknown>[]): Promise<number[]> {
    const conditions = [
      ...words,
      ...(before === null ? [] : [sql`search_posts.place < ${before}`]),
      ...(authorIds === null ? [] : [sql`search_posts.author_id = any(${authorIds})`]),
    ]
    const { rows } = await sql<{ place: number }>`
      select search_posts.place from search_posts where ${sql.join(conditions, sql` and `)}
      order by search_posts.place desc limit ${this.#lookedAtMax}
    `.execute(this.#db)
    return rows.map(({ place }) => place)
  }

  async #ask(wanted: PostSearch, where: readonly RawBuilder<unknown>[]): Promise<PostHit[]> {
    const { userId, parts, phrases, authorIds, from, until, before, limit } = wanted
    const conditions = [
      ...where,
      ...(before === null ? [] : [sql`search_posts.place < ${before}`]),
      ...(authorIds === null ? [] : [sql`search_posts.author_id = any(${authorIds})`]),
      ...(from === null ? [] : [sql`posts.created_at >= ${from}`]),
      ...(until === null ? [] : [sql`posts.created_at < ${until}`]),
      ...parts.map((part) => sql`position(${part} in search_posts.text) > 0`),
      ...phrases.map(
        ({ text, isOpen }) => sql`position(${` ${text}${isOpen ? '' : ' '}`} in ' ' || search_posts.text || ' ') > 0`,
      ),
      isSeenBy(userId),
    ]
    const { rows } = await sql<{ post_id: string; place: number }>`
      select search_posts.post_id, search_posts.place
      from search_posts
      join posts on posts.id = search_posts.post_id and posts.content_rev = search_posts.content_rev
      where ${sql.join(conditions, sql` and `)}
      order by search_posts.place desc limit ${limit}
    `.execute(this.#db)
    return rows.map(({ post_id: postId, place }) => ({ postId, place }))
  }
}

async function behind(db: Tx): Promise<string[]> {
  const { rows } = await sql`select 1 from search_posts_waiting limit 1`.execute(db)
  return rows.length === 0 ? [] : [QUEUE]
}

interface WaitingPost {
  id: string
  author_id: string
  content_rev: number
  created_at: number
  texts: string[]
}

/** Brings some of the posts that wait into the index, as they now are; whether there are more. */
async function follow(tx: Tx): Promise<boolean> {
  const { rows: taken } = await sql<{ post_id: string }>`
    delete from search_posts_waiting where post_id in (
      select post_id from search_posts_waiting limit ${AT_ONCE} for update skip locked
    ) returning post_id
  `.execute(tx)
  if (taken.length === 0) return false
  const ids = taken.map((row) => row.post_id)
  await sql`delete from search_posts where post_id = any(${ids})`.execute(tx)
  // Held against being deleted meanwhile. Nobody waits for whoever is deleting one: it waits on, should it stay.
  const { rows } = await sql<WaitingPost>`
    select posts.id, posts.author_id, posts.content_rev, posts.created_at,
      array_prepend(posts.caption, array(select alt from post_media where post_id = posts.id order by position)) as texts
    from posts where posts.id = any(${ids}) order by posts.id for key share of posts skip locked
  `.execute(tx)
  if (rows.length > 0) await add(tx, rows)
  const held = new Set(rows.map(({ id }) => id))
  const left = ids.filter((id) => !held.has(id))
  await sql`
    insert into search_posts_waiting (post_id) select id from posts where id = any(${left}) on conflict do nothing
  `.execute(tx)
  return taken.length === AT_ONCE
}

async function add(tx: Tx, rows: readonly WaitingPost[]): Promise<void> {
  const texts = rows.map((row) => foldPost(row.texts))
  await sql`
    insert into search_posts (place, post_id, author_id, content_rev, text, words, grams)
    select
      coalesce(taken.next, fresh.first) + row_number() over (partition by fresh.first order by fresh.at) - 1,
      fresh.post_id, fresh.author_id, fresh.content_rev, fresh.text,
      cast(fresh.words as tsvector), cast(fresh.grams as tsvector)
    from unnest(
      cast(${rows.map((row) => placeAt(row.created_at))} as bigint[]),
      cast(${rows.map(({ id }) => id)} as text[]),
      cast(${rows.map((row) => row.author_id)} as text[]),
      cast(${rows.map((row) => row.content_rev)} as bigint[]),
      cast(${texts} as text[]),
      cast(${texts.map(wordsVector)} as text[]),
      cast(${texts.map((text) => gramsOf(text).map(lexeme).join(' '))} as text[])
    ) with ordinality as fresh (first, post_id, author_id, content_rev, text, words, grams, at)
    -- The next free place of that millisecond.
    left join lateral (
      select max(place) + 1 as next from search_posts where place >= fresh.first and place < fresh.first + 4096
    ) as taken on true
  `.execute(tx)
}

/** That the words stand in a row, the text itself says. */
function wordsVector(text: string): string {
  return [...new Set(text.split(' '))]
    .filter((word) => word !== '' && word.length <= WORD_MAX)
    .map(lexeme)
    .join(' ')
}

/** What is looked for is hidden from the planner, which would take the product of its parts for far too few rows. */
function indexConditions({ parts, phrases }: PostSearch): RawBuilder<unknown>[] {
  const grams = [...new Set(parts.flatMap(coveringGramsOf))].map(lexeme).join(' & ')
  const words = phrases
    .flatMap(({ text, isOpen }) => {
      const spoken = text.split(' ')
      return spoken.map((word, at) => lexeme(word) + (isOpen && at === spoken.length - 1 ? ':*' : ''))
    })
    .join(' & ')
  return [
    ...(grams === '' ? [] : [sql`search_posts.grams @@ (select cast(${grams} as tsquery))`]),
    ...(words === '' ? [] : [sql`search_posts.words @@ (select cast(${words} as tsquery))`]),
  ]
}
