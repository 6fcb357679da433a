import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/*
 * Who may see a post: the one rule, as a part of a query in which `posts` stands. A post that somebody may not see does
 * not exist for them.
 */

type Who = string | RawBuilder<string>

/**
 * How near `viewer` is to the author in `author` (a row of users) by the row of relations in `standing`: 3 is oneself,
 * 2 a friend, 1 a follower, 0 anybody here; -1 sees nothing.
 */
export function nearness(viewer: Who): RawBuilder<number> {
  return sql<number>`case
    when author.id = ${viewer} then 3
    when author.state <> 'active' then -1
    when coalesce(standing.is_blocked, 0) = 1 or coalesce(standing.is_blocked_by, 0) = 1 then -1
    when standing.friendship = 'friends' then 2
    when standing.follow = 'following' then 1
    when author.is_private = 1 then -1
    else 0
  end`
}

/**
 * How near `viewer` is to the author of the row of `posts`. One value, not a join: a planner that expects many posts would
 * read all users and relations for them.
 */
function nearnessToAuthor(viewer: Who): RawBuilder<number> {
  return sql<number>`(
    select ${nearness(viewer)} from users as author
    left join relations as standing on standing.user_id = ${viewer} and standing.other_id = author.id
    where author.id = posts.author_id
  )`
}

/** Whether `viewer` may see the row of `posts`. */
export function isSeenBy(viewer: Who): RawBuilder<boolean> {
  return sql<boolean>`posts.level <= ${nearnessToAuthor(viewer)}`
}

/** Whether `viewer` may comment on the row of `posts`, which they see. */
export function mayCommentOn(viewer: Who): RawBuilder<boolean> {
  return sql<boolean>`${nearnessToAuthor(viewer)} >= case posts.comments_from
    when 'everyone' then 0 when 'followers' then 1 when 'friends' then 2 else 4 end`
}

/** Whether `viewer` wants to see what the author of the row of `posts` posts, where they did not ask for it. */
export function isWantedBy(viewer: Who): RawBuilder<boolean> {
  return sql<boolean>`coalesce((
    select muted.is_muted from relations as muted
    where muted.user_id = ${viewer} and muted.other_id = posts.author_id
  ), 0) = 0`
}
