import type { CommentAnchor, FileComment } from '@kith/protocol/file-comments.ts'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { doLater, takeBack, usePending } from '../../live/later.ts'
import { filesSearch } from '../../live/files-address.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useFileWords } from '../../words/file-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { CommentComposer } from './comment-composer.tsx'
import { CommentThread } from './comment-thread.tsx'
import type { PreviewPaneProps } from './preview-props.ts'
import { useComments } from './use-comments.ts'

const laterKey = ({ id }: FileComment): string => `comment ${id}`

/** What is said about a file: open first, what was settled on demand, and the field to say something. */
export function Comments(props: PreviewPaneProps) {
  const { entry, project, rights, shown, marking, onMarking } = props
  const { filePreview } = useFileWords()
  const { comments: t } = filePreview
  const report = useReport()
  const myId = useKith((state) => state.me?.id ?? '')
  const { projectId, id: fileId } = entry
  const comments = useComments(projectId, fileId)
  const { threads, error, again, hasMore, isLoadingMore, more } = comments
  const { comment: soughtId = null } = filesSearch({ ...useSearch({ strict: false }) })
  const [wantsResolved, setWantsResolved] = useState<boolean | null>(null)
  const pending = usePending()
  const anchor: CommentAnchor | null = marking.isMarking && marking.box !== null ? { box: marking.box } : null

  if (threads === undefined && error !== null && error !== undefined) {
    return (
      <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.notLoaded, tryAgain: filePreview.tryAgain }} />
    )
  }

  /** Nobody is told before it could be taken back. */
  function remove(comment: FileComment): void {
    const key = laterKey(comment)
    doLater(key, () =>
      comments.remove(comment).catch((failure: unknown) => {
        report(t.notDeleted, failure)
      }),
    )
  }

  const present = threads ?? []
  const open = present.filter(({ root }) => root.resolvedAt === null)
  const resolved = present.filter(({ root }) => root.resolvedAt !== null)
  const isSought = ({ id }: FileComment): boolean => id === soughtId
  // A notice may lead to what was settled meanwhile.
  const showsResolved = wantsResolved ?? resolved.some(({ root, replies }) => [root, ...replies].some(isSought))
  const rows = showsResolved ? present : open

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-0 grow flex-col overflow-y-auto overscroll-contain">
        {threads === undefined ? (
          <SkeletonList count={3} label={t.loading} />
        ) : rows.length === 0 && resolved.length === 0 ? (
          <EmptyState
            illustration={<EmptyPicture name="chats" className="h-22! w-30!" />}
            title={t.none}
            text={rights.mayComment ? t.noneText : t.noneReadOnly}
          />
        ) : (
          <ul aria-label={t.list} className="flex flex-col divide-y divide-line">
            {rows.map(({ root, replies }) => (
              <CommentThread
                key={root.id}
                root={root}
                replies={replies}
                soughtId={soughtId}
                isGoing={(comment) => pending.has(laterKey(comment))}
                project={project}
                myId={myId}
                mayComment={rights.mayComment}
                newestVersion={entry.version}
                shownBox={marking.isMarking ? null : marking.box}
                onBox={(box) => onMarking({ box, isMarking: false })}
                onReply={(body, clientId) =>
                  comments.write({ body, clientId, parentId: root.id, version: shown.number, anchor: null })
                }
                onEdit={comments.edit}
                onRemove={remove}
                onTakeBack={(comment) => takeBack(laterKey(comment))}
                onResolved={(isResolved) =>
                  void comments
                    .setResolved(root, isResolved)
                    .catch((failure: unknown) => report(t.notResolved, failure))
                }
              />
            ))}
          </ul>
        )}
        {(resolved.length > 0 || hasMore) && (
          <div className="flex flex-wrap gap-2 px-4 py-3">
            {resolved.length > 0 && (
              <Button size="sm" variant="ghost" onClick={() => setWantsResolved(!showsResolved)}>
                {showsResolved ? t.hideResolved : t.showResolved(resolved.length)}
              </Button>
            )}
            {hasMore && (
              <Button
                size="sm"
                isLoading={isLoadingMore}
                onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
              >
                {t.more}
              </Button>
            )}
          </div>
        )}
      </div>
      {rights.mayComment ? (
        <CommentComposer
          key={fileId}
          projectId={projectId}
          label={t.write}
          marking={shown.kind === 'image' ? marking : null}
          onMarking={onMarking}
          onSend={async (body, clientId) => {
            await comments.write({ body, clientId, version: shown.number, anchor })
            onMarking({ box: null, isMarking: false })
          }}
        />
      ) : (
        <p className="shrink-0 border-t border-line px-4 py-3 text-sm text-muted">
          {rights.isReadOnly ? t.readOnly : t.mayNot}
        </p>
      )}
    </div>
  )
}
