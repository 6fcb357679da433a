import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { isSeenBy, isWantedBy } from '../post-access/post-access.ts'

type Reader = Database['read']

export interface TagCount {
  tag: string
  count: number
}

/** Of the newest posts for everyone: how many of those that `viewerId` sees have a hashtag that begins with `prefix`. */
export async function tagsOfLate(
  db: Reader,
  viewerId: string,
  { prefix, scannedMax, limit }: { prefix: string; scannedMax: number; limit: number },
): Promise<TagCount[]> {
  const { rows } = await sql<TagCount>`
    select tagged.tag, count(*) as count
    from posts cross join post_tags as tagged
    where posts.level = 0 and posts.id >= coalesce((
        select newest.id from posts as newest where newest.level = 0
        order by newest.id desc limit 1 offset ${scannedMax - 1}
      ), '')
      and tagged.post_id = posts.id and tagged.tag >= ${prefix} and tagged.tag < ${`${prefix}\u{10FFFF}`}
      and ${isSeenBy(viewerId)} and ${isWantedBy(viewerId)}
    group by tagged.tag
    order by count(*) desc, tagged.tag
    limit ${limit}
  `.execute(db)
  return rows.map(({ tag, count }) => ({ tag, count: Number(count) }))
}

/** The first hashtags that begin with `prefix`, whoever may see what has them; each is a step into the index. */
export async function tagsBeginning(db: Reader, prefix: string, limit: number): Promise<string[]> {
  const end = `${prefix}\u{10FFFF}`
  const { rows } = await sql<{ tag: string }>`
    with recursive steps (tag, number) as (
      select min(tag), 1 from post_tags where tag >= ${prefix} and tag < ${end}
      union all
      select (select min(post_tags.tag) from post_tags where post_tags.tag > steps.tag and post_tags.tag < ${end}),
        steps.number + 1
      from steps where steps.tag is not null and steps.number < ${limit}
    )
    select tag from steps where tag is not null order by tag
  `.execute(db)
  return rows.map(({ tag }) => tag)
}

/** Of each of `tags`, how many of its newest posts `viewerId` sees; those without any are left out. */
export async function countsOf(
  db: Reader,
  viewerId: string,
  tags: readonly string[],
  scannedMax: number,
): Promise<TagCount[]> {
  if (tags.length === 0) return []
  const parts = tags.map(
    (tag) => sql`select * from (
      select tag, post_id from post_tags where tag = ${tag} order by post_id desc limit ${scannedMax}
    ) as part`,
  )
  const { rows } = await sql<TagCount>`
    select newest.tag, count(*) as count from (${sql.join(parts, sql` union all `)}) as newest
    cross join posts
    where posts.id = newest.post_id and ${isSeenBy(viewerId)} and ${isWantedBy(viewerId)}
    group by newest.tag
  `.execute(db)
  return rows.map(({ tag, count }) => ({ tag, count: Number(count) }))
}
