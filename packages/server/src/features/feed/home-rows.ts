import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { PostLevel } from '../../database/schema-posts.ts'
import { nearness } from '../post-access/post-access.ts'

type Reader = Database['read']

export interface Posted {
  id: string
  author_id: string
}

/** Of the posts of home those with an id below `before` and above `after`, null for all. */
export interface HomeRange {
  before: string | null
  after: string | null
  /** Whether one's own are among them. */
  hasOwn: boolean
  limit: number
}

/** What one author posted for one level, and the newest id of it. */
interface Source {
  author_id: string
  level: PostLevel
  newest: string
}

/**
 * The posts of home, newest first: of friends, of whom `viewerId` follows, and of themselves. Costs a step into an index
 * for each author and level, and then what the page holds, however much anybody posted.
 */
export async function homePage(db: Reader, viewerId: string, range: HomeRange): Promise<Posted[]> {
  const sources = await newestSources(db, viewerId, range)
  if (sources.length === 0) return []
  const floor = sources.length < range.limit ? undefined : sources.at(-1)?.newest
  // Before the newest of a source stands at least the newest of each of those before it.
  const parts = sources.map(
    ({ author_id: authorId, level, newest }, at) => sql`select * from (
      select posts.id, posts.author_id from posts
      where posts.author_id = ${authorId} and posts.level = ${level} and posts.id <= ${newest}
        ${floor === undefined ? sql`` : sql`and posts.id >= ${floor}`}
        ${range.after === null ? sql`` : sql`and posts.id > ${range.after}`}
      order by posts.id desc limit ${range.limit - at}
    ) as part`,
  )
  const { rows } = await sql<Posted>`
    select * from (${sql.join(parts, sql` union all `)}) as parts order by id desc limit ${range.limit}
  `.execute(db)
  return rows
}

/** Those sources that the page can come from, the one with the newest post first. */
export async function newestSources(db: Reader, viewerId: string, range: HomeRange): Promise<Source[]> {
  const { before, after, hasOwn, limit } = range
  // Of each person one value: joined, they would be sought in all of the users by a planner that expects many.
  const near = sql`(select ${nearness(viewerId)} from users as author where author.id = standing.other_id)`
  const { rows } = await sql<Source>`
    with authors (id, near) as materialized (
      select standing.other_id, ${near} from relations as standing
      where standing.user_id = ${viewerId} and standing.friendship = 'friends' and standing.is_muted = 0
      union all
      select standing.other_id, ${near} from relations as standing
      where standing.user_id = ${viewerId} and standing.follow = 'following' and standing.friendship <> 'friends'
        and standing.is_muted = 0
      ${hasOwn ? sql`union all select id, 3 from users where id = ${viewerId}` : sql``}
    ), sources (author_id, level, newest) as materialized (
      select authors.id, levels.level, (
        select max(posts.id) from posts
        where posts.author_id = authors.id and posts.level = levels.level
          ${before === null ? sql`` : sql`and posts.id < ${before}`}
      )
      from authors join (select 0 as level union all select 1 union all select 2) as levels on levels.level <= authors.near
    )
    select author_id, level, newest from sources where newest > ${after ?? ''} order by newest desc limit ${limit}
  `.execute(db)
  return rows
}
