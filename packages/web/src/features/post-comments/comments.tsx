import type { PostComment } from '@kith/protocol/post-comments.ts'
import { begunIn } from '@kith/sdk/post-talk.ts'
import type { PostTalk, PostTalkState } from '@kith/sdk/post-talk.ts'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { posts, usePost } from '../../live/posts.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { keepComment, keptComment } from './comment-drafts.ts'
import { CommentField } from './comment-field.tsx'
import { CommentThread } from './comment-thread.tsx'
import { PendingItem } from './pending-comment.tsx'
import { seek } from './seek.ts'
import { useCommentActions } from './use-comment-actions.tsx'
import { useTalk } from './use-talk.ts'

export interface CommentsProps {
  postId: string
}

/** What people say about a post, and the field to say something. */
export function Comments({ postId }: CommentsProps) {
  const { postComments: t } = usePostingWords()
  const { talk, state, error, again } = useTalk(postId)
  if (error !== null && state?.isLoaded !== true) return <NotLoaded error={error} onAgain={again} words={t} />
  if (talk === null || state?.isLoaded !== true) return <SkeletonList count={3} label={t.loading} />
  return <Talk talk={talk} state={state} postId={postId} />
}

interface TalkProps extends CommentsProps {
  talk: PostTalk
  state: PostTalkState
}

function Talk({ talk, state, postId }: TalkProps) {
  const { postComments: t } = usePostingWords()
  const report = useReport()
  const post = usePost(postId)
  const myId = useKith((known) => known.me?.id ?? '')
  const { comment } = useSearch({ strict: false }) as { comment?: unknown }
  const soughtId = typeof comment === 'string' ? comment : null
  const [removing, setRemoving] = useState<PostComment | null>(null)
  const [isLoading, setIsLoading] = useState(false)
  const actions = useCommentActions({ talk, post, onRemove: setRemoving })
  const begun = begunIn(state)
  const pending = state.pending.filter(({ parentId }) => parentId === null)
  const isOwn = post?.author.id === myId
  const mayComment = post?.mayComment === true

  const look = useEffectEvent((id: string) => {
    seek(talk, postId, id).catch((error: unknown) => report(t.notLoaded, error))
  })
  useEffect(() => {
    if (soughtId !== null) look(soughtId)
  }, [soughtId])
  /** By its id what was said here and is not on the server yet: until then it is kept as it was written. */
  const said = useRef(new Map<string, string>())
  useEffect(() => {
    for (const [clientId, body] of said.current) {
      if (state.pending.some((one) => one.clientId === clientId)) continue
      said.current.delete(clientId)
      if (keptComment(postId).trim() === body) keepComment(postId, '')
    }
  }, [state.pending, postId])

  async function more(): Promise<void> {
    setIsLoading(true)
    await talk.more().catch((error: unknown) => report(t.notLoaded, error))
    setIsLoading(false)
  }

  function setClosed(isClosed: boolean): void {
    posts.change({ postId, commentsFrom: isClosed ? 'nobody' : 'everyone' }).then(
      () => showToast({ id: 'closed', title: isClosed ? t.closedNow : t.openedNow }),
      (error: unknown) => report(t.notClosed, error),
    )
  }

  if (state.isGone) return null
  const isClosed = post?.commentsFrom === 'nobody'
  return (
    <section aria-label={t.title} className="-mb-10 flex grow flex-col px-4 md:px-0">
      {isOwn && (
        <Button size="sm" variant="ghost" className="-me-3 self-end text-muted" onClick={() => setClosed(!isClosed)}>
          {isClosed ? t.reopen : t.close}
        </Button>
      )}
      {begun.length === 0 && pending.length === 0 ? (
        <p className="py-8 text-center text-pretty text-muted">
          {isClosed ? t.noneClosed : mayComment ? `${t.none}. ${t.noneText}` : t.none}
        </p>
      ) : (
        <ul aria-label={t.list} className="flex flex-col gap-4 py-3">
          {begun.map((root) => (
            <CommentThread
              key={root.id}
              root={root}
              talk={talk}
              state={state}
              post={post}
              soughtId={soughtId}
              myId={myId}
              mayComment={mayComment}
              actions={actions}
            />
          ))}
        </ul>
      )}
      {state.hasMore && (
        <Button className="mx-auto my-2" isLoading={isLoading} onClick={() => void more()}>
          {t.more}
        </Button>
      )}
      {pending.map((one) => (
        <div key={one.clientId} className="py-2">
          <PendingItem
            pending={one}
            onRetry={(clientId) => talk.retry(clientId)}
            onDiscard={(clientId) => talk.discard(clientId)}
          />
        </div>
      ))}
      {mayComment ? (
        <div className="sticky bottom-0 z-10 mt-auto border-t border-line bg-paper py-3">
          <CommentField
            label={t.write}
            begin={keptComment(postId)}
            onChange={(body) => keepComment(postId, body)}
            onSend={(body) => void said.current.set(talk.say(body), body)}
          />
        </div>
      ) : (
        begun.length > 0 && <p className="py-3 text-sm text-muted">{isClosed ? t.closed : t.mayNot}</p>
      )}
      {removing !== null && <RemoveDialog comment={removing} talk={talk} onClose={() => setRemoving(null)} />}
    </section>
  )
}

interface RemoveDialogProps {
  comment: PostComment
  talk: PostTalk
  onClose: () => void
}

function RemoveDialog({ comment, talk, onClose }: RemoveDialogProps) {
  const { shell } = useWords()
  const { postComments: t } = usePostingWords()
  const report = useReport()
  const [isRemoving, setIsRemoving] = useState(false)

  async function remove(): Promise<void> {
    setIsRemoving(true)
    try {
      await talk.remove(comment.id)
      onClose()
    } catch (error) {
      report(t.notDeleted, error)
      setIsRemoving(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      size="sm"
      title={t.deleteTitle}
      text={t.deleteText}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button variant="danger" isLoading={isRemoving} onClick={() => void remove()}>
            {t.delete}
          </Button>
        </>
      }
    />
  )
}
