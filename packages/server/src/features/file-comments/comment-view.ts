import { commentAnchor } from '@kith/protocol/file-comments.ts'
import type { FileComment } from '@kith/protocol/file-comments.ts'
import type { UserCard } from '@kith/protocol/users.ts'
import type { Database } from '../../database/database.ts'
import { toTimestamp, toTimestampOrNull } from '../../timestamp.ts'
import { cardsOf } from '../users/users.ts'
import { namedInComments } from './comment-rows.ts'
import type { CommentRow } from './comment-rows.ts'

/** Comments as the people of their project see them, in the order of `rows`. */
export async function commentViews(db: Database['read'], rows: readonly CommentRow[]): Promise<FileComment[]> {
  const naming = rows.filter(({ body }) => body.includes('@')).map(({ id }) => id)
  const mentions = await namedInComments(db, naming)
  const cards = await cardsOf(db, [
    ...rows.flatMap(({ author_id: authorId, resolved_by: resolvedBy }) =>
      resolvedBy === null ? authorId : [authorId, resolvedBy],
    ),
    ...mentions.map(({ user_id: userId }) => userId),
  ])
  const cardFor = (id: string): UserCard => cards.get(id) ?? { id, username: '', displayName: '', avatarUrl: null }
  const named = Map.groupBy(mentions, ({ comment_id: id }) => id)
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    fileId: row.file_id,
    version: row.version,
    parentId: row.parent_id,
    author: cardFor(row.author_id),
    body: row.body,
    anchor: row.anchor === null ? null : commentAnchor.parse(JSON.parse(row.anchor)),
    mentions: Object.fromEntries(
      (named.get(row.id) ?? []).map(({ written_as: name, user_id: id }) => [name, cardFor(id)]),
    ),
    createdAt: toTimestamp(row.created_at),
    editedAt: toTimestampOrNull(row.edited_at),
    deletedAt: toTimestampOrNull(row.deleted_at),
    resolvedAt: toTimestampOrNull(row.resolved_at),
    resolvedBy: row.resolved_by === null ? null : cardFor(row.resolved_by),
    rev: row.rev,
  }))
}

export async function commentView(db: Database['read'], row: CommentRow): Promise<FileComment> {
  const [view] = await commentViews(db, [row])
  if (view === undefined) throw new Error('one comment was seen as none')
  return view
}
