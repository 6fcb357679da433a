import type { CommentAnchor, FileComment } from '@kith/protocol/file-comments.ts'
import { useMemo, useState } from 'react'
import { client } from '../../live/client.ts'
import { useProjectNews } from '../../live/project-news.ts'
import { usePages } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'

const PAGE = 100

/** What was begun, with its answers, in the order in which they came. */
export interface CommentThread {
  root: FileComment
  replies: readonly FileComment[]
}

export interface FileComments extends Omit<Pages<FileComment>, 'items' | 'change'> {
  /** Undefined until they are here; oldest first. Without those of which nothing is left. */
  threads: readonly CommentThread[] | undefined
  write: (what: {
    body: string
    parentId?: string
    version: number
    anchor: CommentAnchor | null
    clientId: string
  }) => Promise<FileComment>
  edit: (comment: FileComment, body: string) => Promise<void>
  remove: (comment: FileComment) => Promise<void>
  setResolved: (comment: FileComment, isResolved: boolean) => Promise<void>
}

/** All that is said about a file, kept as it is said. */
export function useComments(projectId: string, fileId: string): FileComments {
  const [heard, setHeard] = useState<ReadonlyMap<string, FileComment>>(new Map())
  const pages = usePages(`${projectId} ${fileId}`, (cursor, signal) =>
    client.api.call(
      'GET /api/projects/:projectId/files/:fileId/comments',
      { projectId, fileId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )

  function take(comments: readonly FileComment[]): void {
    const ours = comments.filter((comment) => comment.fileId === fileId)
    if (ours.length === 0) return
    setHeard((before) => {
      const next = new Map(before)
      for (const comment of ours) if ((next.get(comment.id)?.rev ?? -1) <= comment.rev) next.set(comment.id, comment)
      return next
    })
  }
  useProjectNews(projectId, ({ comments, isStale }) => {
    if (isStale) {
      // Among what was missed some of it may have gone.
      setHeard(new Map())
      pages.again()
    }
    take(comments)
  })

  const { items, hasMore } = pages
  const threads = useMemo(
    () => (items === undefined ? undefined : threadsOf(items, heard, hasMore)),
    [items, heard, hasMore],
  )
  const at = { projectId, fileId }

  return {
    ...pages,
    threads,
    write: async ({ body, parentId, version, anchor, clientId }) => {
      const made = await client.api.call('POST /api/projects/:projectId/files/:fileId/comments', {
        ...at,
        body,
        clientId,
        version,
        ...(parentId === undefined ? {} : { parentId }),
        ...(anchor === null ? {} : { anchor }),
      })
      take([made])
      return made
    },
    edit: async ({ id: commentId }, body) => {
      const input = { ...at, commentId, body }
      take([await client.api.call('PATCH /api/projects/:projectId/files/:fileId/comments/:commentId', input)])
    },
    remove: async ({ id: commentId }) => {
      const input = { ...at, commentId }
      take([await client.api.call('DELETE /api/projects/:projectId/files/:fileId/comments/:commentId', input)])
    },
    setResolved: async ({ id: commentId }, isResolved) => {
      const input = { ...at, commentId, isResolved }
      take([await client.api.call('PUT /api/projects/:projectId/files/:fileId/comments/:commentId/resolved', input)])
    },
  }
}

function threadsOf(
  items: readonly FileComment[],
  heard: ReadonlyMap<string, FileComment>,
  hasMore: boolean,
): CommentThread[] {
  const known = new Map(items.map((comment) => [comment.id, comment]))
  const last = items.findLast(({ parentId }) => parentId === null)
  for (const comment of heard.values()) {
    const before = known.get(comment.id)
    // What comes after the pages that are loaded comes with the next of them.
    const isLater = before === undefined && comment.parentId === null && hasMore && comment.id !== last?.id
    if (!isLater && (before === undefined || before.rev <= comment.rev)) known.set(comment.id, comment)
  }
  const inTime = [...known.values()].toSorted(
    (a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id),
  )
  return inTime
    .filter(({ parentId }) => parentId === null)
    .map((root) => ({
      root,
      replies: inTime.filter(({ parentId, deletedAt }) => parentId === root.id && deletedAt === null),
    }))
    .filter(({ root, replies }) => root.deletedAt === null || replies.length > 0)
}
