import { excerptOf } from '@kith/protocol/excerpt.ts'
import { notificationKind } from '@kith/protocol/notifications.ts'
import type { Notification } from '@kith/protocol/notifications.ts'
import type { Database } from '../../database/database.ts'
import type { NotificationsTable } from '../../database/schema.ts'
import { toTimestamp } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'
import { newestEvents, noticeSums } from './notification-rows.ts'

const ACTORS_SHOWN = 3

/** Notices as their person may see them now, in the order of `rows`; those of which nothing is left are not in it. */
export async function asNotices(db: Database['read'], rows: readonly NotificationsTable[]): Promise<Notification[]> {
  const ids = rows.map(({ id }) => id)
  const sums = await noticeSums(db, ids)
  const newest = Map.groupBy(await newestEvents(db, ids, ACTORS_SHOWN), (event) => event.notification_id)
  const cards = await cardsOf(
    db,
    [...newest.values()].flat().flatMap(({ actor_id: id }) => id ?? []),
  )
  return rows.flatMap((row) => {
    const sum = sums.get(row.id)
    const events = newest.get(row.id) ?? []
    const first = events[0]
    if (sum === undefined || first === undefined || row.removed_at !== null) return []
    const seq = sum.oldest_new_seq ?? sum.newest_seq
    return {
      id: row.id,
      kind: notificationKind.parse(row.kind),
      actors: events.flatMap(({ actor_id: id }) => (id === null ? [] : (cards.get(id) ?? []))),
      actorCount: Number(sum.actor_count),
      count: Number(sum.count),
      conversationId: first.conversation_id,
      threadId: first.thread_id,
      conversationTitle: first.title,
      projectId: first.project_id,
      projectName: first.project_name,
      fileId: first.file_id,
      fileName: first.file_name,
      commentId: first.comment_id,
      postId: first.post_id,
      postThumbnailUrl: first.post_picture === null ? null : `/api/files/${first.post_picture}/thumbnail`,
      seq: seq === null ? null : Number(seq),
      excerpt: first.body === null ? null : excerptOf(first.body),
      detail: first.detail,
      createdAt: toTimestamp(row.created_at),
      updatedAt: toTimestamp(row.updated_at),
      isRead: Number(sum.new_count) === 0,
      personalRev: row.rev,
    }
  })
}
