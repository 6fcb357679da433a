import { sql } from 'kysely'
import type { Database, Tx } from '../packages/server/src/database/database.ts'
import type { BenchWorld } from './world.ts'

/** People whose posts one follows stand in a ring, so far from each other, that they are spread over all. */
const STEP = 37
/** Of so many people one has a private account, of so many posts one a hashtag that is in all of them. */
const PRIVATE_EVERY = 20
export const DAILY_EVERY = 10
export const TAGS = 1_000
const PEOPLE_AT_ONCE = 500
const POSTS_AT_ONCE = 50_000

const numbers = (from: number, to: number) =>
  sql`with recursive n (i) as (select ${sql.lit(from)} union all select i + 1 from n where i < ${sql.lit(to)})`
/** As `userId`: eight digits. */
const user = (index: ReturnType<typeof sql>) => sql`'user-' || substr(cast(100000000 + (${index}) as text), 2)`
const postIdOf = sql`'00000000-0000-7000-8000-' || cast(100000000000 + n.i as text)`

/**
 * People who follow each other and everybody the person 0, some of them muted; posts for everyone, for followers and for
 * friends, each with a picture and a like. Written by the database itself: a million rows by hand take minutes.
 */
export async function insertFeed(db: Database, { people, feed }: BenchWorld, now: number): Promise<void> {
  if (feed === undefined) return
  for (let from = 0; from < people; from += PEOPLE_AT_ONCE) {
    const to = Math.min(people, from + PEOPLE_AT_ONCE) - 1
    await db.write((tx) => insertFollows(tx, { from, to, count: people }, feed.followedEach, now))
  }
  await db.write(async (tx) => {
    await sql`insert into uploads (id, owner_id, kind, name, size_bytes, mime_type, stored_bytes, created_at, width, height)
      ${numbers(0, people - 1)} select 'upload-' || n.i, ${user(sql`n.i`)}, 'image', 'picture', 200000, 'image/webp',
        400000, ${sql.lit(now)}, 1600, 1200 from n`.execute(tx)
    await sql`update users set is_private = 1 where id in (
      ${numbers(0, people - 1)} select ${user(sql`n.i`)} from n where n.i % ${sql.lit(PRIVATE_EVERY)} = 3
    )`.execute(tx)
  })
  for (let from = 1; from <= feed.posts; from += POSTS_AT_ONCE) {
    const to = Math.min(feed.posts, from + POSTS_AT_ONCE - 1)
    await db.write((tx) => insertPosts(tx, numbers(from, to), { people, posts: feed.posts, now }))
  }
  // Feeds are measured, not how a million posts come into the index of the search.
  if (db.dialect === 'postgres') {
    const left = sql`select post_id from search_posts_waiting for update skip locked`
    await db.write((tx) => sql`delete from search_posts_waiting where post_id in (${left})`.execute(tx))
  }
}

/** Person by person, so that their rows come together: in another order each is written into another part of an index. */
async function insertFollows(
  tx: Tx,
  people: { from: number; to: number; count: number },
  followedEach: number,
  now: number,
): Promise<void> {
  const columns = sql`user_id, other_id, friendship, note, follow, followed_by, is_blocked, is_blocked_by, is_muted, rev,
    changed_at`
  const { from, to, count } = people
  const far = sql`((s.k + 1) / 2 * ${sql.lit(STEP)})`
  // One in twenty of them is a friend, one in fifty is muted.
  await sql`insert into relations (${columns})
    ${numbers(from, to)}, s (k) as (select 1 union all select k + 1 from s where k < ${sql.lit(followedEach)})
    select ${user(sql`n.i`)}, ${user(sql`(n.i + case when s.k % 2 = 0 then ${far} else ${sql.lit(count)} - ${far} end) % ${sql.lit(count)}`)},
      case when (s.k + 1) / 2 % 20 = 0 then 'friends' else 'none' end, '', 'following', 'following', 0, 0,
      case when (s.k + 1) / 2 % 50 = 1 then 1 else 0 end, s.k, ${sql.lit(now)}
    from n cross join s where true order by n.i`.execute(tx)
  await sql`insert into relations (${columns}) ${numbers(from, to)}
    select ${user(sql`n.i`)}, ${user(sql`0`)}, 'none', '', 'following', 'none', 0, 0, 0, 1, ${sql.lit(now)} from n
    where n.i > 0 on conflict do nothing`.execute(tx)
  await sql`insert into relations (${columns}) ${numbers(from, to)}
    select ${user(sql`0`)}, ${user(sql`n.i`)}, 'none', '', 'none', 'following', 0, 0, 0, 1, ${sql.lit(now)} from n
    where n.i > 0 on conflict do nothing`.execute(tx)
}

async function insertPosts(
  tx: Tx,
  some: ReturnType<typeof sql>,
  { people, posts, now }: { people: number; posts: number; now: number },
): Promise<void> {
  const author = sql`(n.i % ${sql.lit(people)}) * 7919 % ${sql.lit(people)}`
  await sql`insert into posts (id, author_id, client_id, caption, level, comments_from, warning, media_count, created_at,
    rev, content_rev, comments_rev, like_count, comment_count)
    ${some} select ${postIdOf}, ${user(author)}, 'client-' || n.i,
      'The light over the lake this evening, and who came by. #tag' || (n.i % ${sql.lit(TAGS)})
        || case when n.i % ${sql.lit(DAILY_EVERY)} = 0 then ' #daily' else '' end,
      case when n.i % 20 = 0 then 2 when n.i % 7 = 0 then 1 else 0 end, 'everyone', '', 1,
      ${sql.lit(now)} - (${sql.lit(posts)} - n.i) * 1000, 2, 1, 0, 1 + (n.i * 31) % 40, (n.i * 17) % 9 from n`.execute(
    tx,
  )
  await sql`insert into post_media (post_id, position, upload_id, alt)
    ${some} select ${postIdOf}, 0, 'upload-' || (${author}), 'A lake' from n`.execute(tx)
  await sql`insert into post_tags (tag, post_id)
    ${some} select 'tag' || (n.i % ${sql.lit(TAGS)}), ${postIdOf} from n`.execute(tx)
  await sql`insert into post_tags (tag, post_id)
    ${some} select 'daily', ${postIdOf} from n where n.i % ${sql.lit(DAILY_EVERY)} = 0`.execute(tx)
  await sql`insert into post_likes (post_id, user_id, created_at)
    ${some} select ${postIdOf}, ${user(sql`(n.i % ${sql.lit(people)}) * 31 % ${sql.lit(people)}`)}, ${sql.lit(now)} from n`.execute(
    tx,
  )
}
