import { sql } from 'kysely'
import type { Database, Tx } from '../../database/database.ts'
import type { NotificationEventsTable, NotificationsTable } from '../../database/schema.ts'
import { maySeePost, postPicture, postWords } from './post-target-rows.ts'

type Reader = Database['read']

/**
 * The events of notifications that their person may see now, as `e` with the membership `m`, the message `g` and how one
 * follows its thread, `f`. Eight tables with `notifications`: PostgreSQL would not look for the best order of more. Whatever
 * is shown or counted goes through here: rooms that were left, messages that were deleted, people who are blocked either
 * way or muted, requests that were withdrawn.
 */
const seen = sql`
  notification_events as e
  left join members as m
    on m.conversation_id = e.conversation_id and m.user_id = e.user_id and m.left_at is null
  left join messages as g on g.id = e.message_id
  left join users as a on a.id = e.actor_id
  left join relations as own on own.user_id = e.user_id and own.other_id = e.actor_id
  left join relations as theirs on theirs.user_id = e.actor_id and theirs.other_id = e.user_id
  left join thread_follows as f
    on f.thread_id = g.thread_id and f.user_id = e.user_id and f.is_following = 1 and g.thread_seq > m.visible_from
`

const maySee = sql`
  (e.conversation_id is null or m.user_id is not null)
  and (e.seq is null or m.user_id is null or e.seq > m.visible_from)
  and (e.message_id is null or g.deleted_at is null)
  and (e.actor_id is null or a.state = 'active' or (n.kind = 'approval' and a.state = 'pending'))
  and coalesce(own.is_blocked, 0) = 0
  and coalesce(own.is_muted, 0) = 0
  and coalesce(theirs.is_blocked, 0) = 0
  and (n.kind <> 'mention' or exists (
    select 1 from mentions where mentions.message_id = e.message_id and mentions.user_id = e.user_id
  ) or exists (
    select 1 from wide_mentions as wide
    where wide.message_id = e.message_id and (wide.kind = 'all' or wide.user_ids like '%' || e.user_id || '%')
  ))
  and (n.kind <> 'reaction' or exists (
    select 1 from reactions
    where reactions.message_id = e.message_id and reactions.user_id = e.actor_id and reactions.emoji = e.detail
  ))
  and (e.project_id is null or exists (
    select 1 from project_members as pm
    where pm.project_id = e.project_id and pm.user_id = e.user_id and pm.left_at is null
      and (n.kind <> 'access-request' or pm.role = 'owner')
  ))
  and (e.file_id is null or n.kind = 'access-request' or exists (
    select 1 from project_entries as file where file.id = e.file_id and file.trash_id is null and file.is_gone = 0
  ))
  and (e.comment_id is null or exists (
    select 1 from file_comments as said where said.id = e.comment_id and said.deleted_at is null
  ))
  and (n.kind <> 'file-mention' or exists (
    select 1 from comment_mentions as named where named.comment_id = e.comment_id and named.user_id = e.user_id
  ))
  and (n.kind <> 'access-request' or exists (
    select 1 from access_requests as asked where asked.project_id = e.project_id and asked.user_id = e.actor_id
  ))
  and (n.kind <> 'friend-request' or own.friendship in ('received', 'friends'))
  and (n.kind <> 'friend-accepted' or own.friendship = 'friends')
  and (n.kind <> 'follow-request' or own.followed_by in ('requested', 'following'))
  and (n.kind <> 'follow' or own.followed_by = 'following')
  and ${maySeePost}
`

/** Of what may be seen, what is still new: not read in its conversation or in its thread (one's own message always is), not answered where it asks something. */
const isNew = sql`
  n.read_at is null
  and (e.seq is null or n.kind = 'reaction' or m.user_id is null or e.seq > coalesce(f.last_read_seq, m.last_read_seq))
  and (n.kind <> 'friend-request' or own.friendship = 'received')
  and (n.kind <> 'follow-request' or own.followed_by = 'requested')
  and (n.kind <> 'approval' or a.state = 'pending')
`

/*
 * A sub-query with a limit and not `exists`: PostgreSQL would make a join of that, over the events of everybody.
 */

/** How many notices of `userId` are unread, counted to `max`. */
export async function countUnread(db: Reader, userId: string, max: number): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*) as unread from (
      select 1 from notifications as n
      where n.user_id = ${userId} and n.read_at is null and n.removed_at is null
        and (select 1 from ${seen} where e.notification_id = n.id and ${maySee} and ${isNew} limit 1) is not null
      limit ${max}
    ) as unread_rows
  `.execute(db)
  return Number(rows[0]?.unread ?? 0)
}

export interface NoticeCursor {
  at: number
  id: string
}

/** The notices of `userId` that may be seen, newest first, after `cursor`. */
export async function noticePage(
  db: Reader,
  userId: string,
  limit: number,
  cursor: NoticeCursor | null,
): Promise<NotificationsTable[]> {
  const after = cursor === null ? sql`` : sql`and (n.updated_at, n.id) < (${cursor.at}, ${cursor.id})`
  const { rows } = await sql<NotificationsTable>`
    select n.* from notifications as n
    where n.user_id = ${userId} and n.removed_at is null ${after}
      and (select 1 from ${seen} where e.notification_id = n.id and ${maySee} limit 1) is not null
    order by n.updated_at desc, n.id desc
    limit ${limit}
  `.execute(db)
  return rows
}

/** Ascending by rev: the notices that changed in (`since`, `upTo`], those that are gone too. */
export async function noticesSince(
  db: Reader,
  userId: string,
  { since, upTo }: { since: number; upTo: number },
  limit: number,
): Promise<NotificationsTable[]> {
  return db
    .selectFrom('notifications')
    .selectAll()
    .where('user_id', '=', userId)
    .where('rev', '>', since)
    .where('rev', '<=', upTo)
    .orderBy('rev')
    .limit(limit)
    .execute()
}

export async function noticeById(db: Reader, id: string): Promise<NotificationsTable | undefined> {
  return db.selectFrom('notifications').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What is left of a notice by the rights of now; those of which nothing is left are not in it. */
export interface NoticeSum {
  notification_id: string
  count: number
  actor_count: number
  new_count: number
  oldest_new_seq: number | null
  newest_seq: number | null
}

export async function noticeSums(db: Reader, ids: readonly string[]): Promise<Map<string, NoticeSum>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<NoticeSum>`
    select n.id as notification_id, count(*) as count, count(distinct e.actor_id) as actor_count,
      sum(case when ${isNew} then 1 else 0 end) as new_count,
      min(case when ${isNew} then e.seq end) as oldest_new_seq,
      max(e.seq) as newest_seq
    from notifications as n, ${seen}
    where n.id in (${sql.join([...ids])}) and e.notification_id = n.id and ${maySee}
    group by n.id
  `.execute(db)
  return new Map(rows.map((row) => [row.notification_id, row]))
}

/** The newest of what may be seen in each notice. */
export interface NewestEvent {
  notification_id: string
  actor_id: string | null
  conversation_id: string | null
  title: string | null
  body: string | null
  detail: string | null
  thread_id: string | null
  project_id: string | null
  project_name: string | null
  file_id: string | null
  file_name: string | null
  comment_id: string | null
  post_id: string | null
  /** The upload that stands for the post. */
  post_picture: string | null
}

/** Up to `each` of the newest events of each notice, newest first, an actor once. */
export async function newestEvents(db: Reader, ids: readonly string[], each: number): Promise<NewestEvent[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<NewestEvent>`
    select notification_id, actor_id, conversation_id, title, body, detail, thread_id,
      project_id, project_name, file_id, file_name, comment_id, post_id, post_picture
    from (
      select placed.*, row_number() over (
        partition by notification_id order by at desc, event_key desc
      ) as place
      from (
        select e.notification_id, e.actor_id, e.conversation_id, e.at, e.event_key, e.detail,
          e.project_id, e.file_id, e.post_id, coalesce(e.comment_id, e.post_comment_id) as comment_id,
          coalesce(
            g.body, (select said.body from file_comments as said where said.id = e.comment_id), ${postWords}
          ) as body,
          ${postPicture} as post_picture,
          (select title from conversations where conversations.id = e.conversation_id) as title,
          (select name from projects where projects.id = e.project_id) as project_name,
          (select name from project_entries where project_entries.id = e.file_id) as file_name,
          case when g.thread_seq > m.visible_from then g.thread_id end as thread_id,
          row_number() over (partition by e.notification_id, e.actor_id order by e.at desc, e.event_key desc) as turn
        from notifications as n, ${seen}
        where n.id in (${sql.join([...ids])}) and e.notification_id = n.id and ${maySee}
      ) as placed
      where turn = 1
    ) as newest
    where place <= ${each}
    order by notification_id, place
  `.execute(db)
  return rows
}

/** The unread notice to which something of this group is added. */
export async function openNotice(
  db: Reader,
  userId: string,
  groupKey: string,
): Promise<NotificationsTable | undefined> {
  return db
    .selectFrom('notifications')
    .selectAll()
    .where('user_id', '=', userId)
    .where('group_key', '=', groupKey)
    .where('read_at', 'is', null)
    .where('removed_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Whether anything in a notice is still new to its person. */
export async function isNoticeNew(db: Reader, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select n.id from notifications as n, ${seen}
    where n.id = ${id} and e.notification_id = n.id and ${maySee} and ${isNew}
    limit 1
  `.execute(db)
  return rows.length > 0
}

export async function insertNotice(tx: Tx, row: NotificationsTable): Promise<void> {
  await tx.insertInto('notifications').values(row).execute()
}

export async function updateNotices(
  tx: Tx,
  ids: readonly string[],
  change: Partial<Pick<NotificationsTable, 'updated_at' | 'rev' | 'read_at' | 'removed_at'>>,
): Promise<void> {
  if (ids.length > 0) await tx.updateTable('notifications').set(change).where('id', 'in', ids).execute()
}

/** What has not been looked at for long goes for good. */
export async function deleteOldNotices(tx: Tx, userId: string, before: number): Promise<void> {
  await tx.deleteFrom('notifications').where('user_id', '=', userId).where('updated_at', '<', before).execute()
}

/** Marks as read what is unread: some of it, or all up to a time. How many there were. */
export async function setNoticesRead(
  tx: Tx,
  userId: string,
  which: { ids: readonly string[] } | { upTo: number },
  change: { read_at: number; rev: number },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('notifications')
    .set(change)
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .where('removed_at', 'is', null)
    .$if('ids' in which, (query) => query.where('id', 'in', 'ids' in which ? which.ids : []))
    .$if('upTo' in which, (query) => query.where('updated_at', '<=', 'upTo' in which ? which.upTo : 0))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** False when it was there before. */
export async function insertEvent(tx: Tx, row: NotificationEventsTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('notification_events')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** How many events a notice has gathered, counted to `max`. */
export async function countEvents(db: Reader, noticeId: string, max: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from notification_events where notification_id = ${noticeId} limit ${max}
    ) as gathered
  `.execute(db)
  return Number(rows[0]?.count ?? 0)
}

export async function deleteEvent(tx: Tx, userId: string, eventKey: string): Promise<void> {
  await tx.deleteFrom('notification_events').where('user_id', '=', userId).where('event_key', '=', eventKey).execute()
}

export async function eventsOf(
  db: Reader,
  source: 'message_id' | 'comment_id',
  id: string,
): Promise<NotificationEventsTable[]> {
  return db
    .selectFrom('notification_events')
    .selectAll()
    .where(source, '=', id)
    .orderBy('user_id')
    .orderBy('event_key')
    .execute()
}

/** Whether `userId` and `otherId` are to hear nothing of each other, or `userId` wants to hear nothing of the other. */
export async function isHushed(db: Reader, userId: string, otherId: string): Promise<boolean> {
  const rows = await db
    .selectFrom('relations')
    .select(['user_id', 'is_blocked', 'is_muted'])
    .where((eb) =>
      eb.or([
        eb.and([eb('user_id', '=', userId), eb('other_id', '=', otherId)]),
        eb.and([eb('user_id', '=', otherId), eb('other_id', '=', userId)]),
      ]),
    )
    .execute()
  return rows.some((row) => row.is_blocked === 1 || (row.user_id === userId && row.is_muted === 1))
}
