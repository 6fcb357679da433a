import type { FileComment } from '@kith/protocol/file-comments.ts'
import type { Project } from '@kith/protocol/projects.ts'
import clsx from 'clsx'
import { CircleCheck, Reply, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { personName } from '../../live/naming.ts'
import { useFileWords } from '../../words/file-words.ts'
import { CommentComposer } from './comment-composer.tsx'
import { CommentItem } from './comment-item.tsx'
import type { Box } from './preview-props.ts'

interface CommentThreadProps {
  root: FileComment
  replies: readonly FileComment[]
  /** The comment to which somebody came. */
  soughtId: string | null
  /** Whether it was deleted a moment ago, and may be taken back. */
  isGoing: (comment: FileComment) => boolean
  project: Project
  myId: string
  mayComment: boolean
  newestVersion: number
  /** What is marked in the picture now. */
  shownBox: Box | null
  onBox: (box: Box | null) => void
  onReply: (body: string, clientId: string) => Promise<unknown>
  onEdit: (comment: FileComment, body: string) => Promise<void>
  onRemove: (comment: FileComment) => void
  onTakeBack: (comment: FileComment) => void
  onResolved: (isResolved: boolean) => void
}

/** What was begun about a file, with its answers; settled as a whole. */
export function CommentThread(props: CommentThreadProps) {
  const { root, replies, project, myId, mayComment, newestVersion } = props
  const { filePreview } = useFileWords()
  const { comments: t } = filePreview
  const [isReplying, setIsReplying] = useState(false)
  const isResolved = root.resolvedAt !== null
  const all = [root, ...replies]

  return (
    <li className={clsx('flex flex-col gap-3 px-4 py-4', isResolved && 'bg-sunken')}>
      {isResolved && (
        <p className="flex items-center gap-1.5 text-sm font-medium text-positive-text">
          <CircleCheck aria-hidden="true" className="size-4" />
          {t.resolved(root.resolvedBy === null ? '' : personName(root.resolvedBy))}
        </p>
      )}
      {all.map((comment) => (
        <CommentItem
          key={comment.id}
          comment={comment}
          isSought={comment.id === props.soughtId}
          isGoing={props.isGoing(comment)}
          isReply={comment !== root}
          projectId={project.id}
          isOwn={comment.author.id === myId}
          mayEdit={mayComment && comment.author.id === myId}
          mayRemove={mayComment && (comment.author.id === myId || project.role === 'owner')}
          newestVersion={newestVersion}
          myId={myId}
          shownBox={props.shownBox}
          onBox={props.onBox}
          onEdit={props.onEdit}
          onRemove={props.onRemove}
          onTakeBack={props.onTakeBack}
        />
      ))}
      {mayComment &&
        (isReplying ? (
          <CommentComposer
            projectId={project.id}
            label={t.replyTo(personName(root.author))}
            isFocused
            onSend={async (body, clientId) => {
              await props.onReply(body, clientId)
              setIsReplying(false)
            }}
            onCancel={() => setIsReplying(false)}
          />
        ) : (
          <div className="flex gap-1 ps-8">
            {!isResolved && (
              <Button
                size="sm"
                variant="ghost"
                icon={<Reply aria-hidden="true" className="rtl:-scale-x-100" />}
                onClick={() => setIsReplying(true)}
              >
                {t.reply}
              </Button>
            )}
            <Button
              size="sm"
              variant="ghost"
              icon={isResolved ? <RotateCcw aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
              onClick={() => props.onResolved(!isResolved)}
            >
              {isResolved ? t.reopen : t.resolve}
            </Button>
          </div>
        ))}
    </li>
  )
}
