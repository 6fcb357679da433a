import type { PostComment } from '@kith/protocol/post-comments.ts'
import type { Post } from '@kith/protocol/posts.ts'
import { answersIn } from '@kith/sdk/post-talk.ts'
import type { PostTalk, PostTalkState } from '@kith/sdk/post-talk.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { CommentField } from './comment-field.tsx'
import { CommentItem } from './comment-item.tsx'
import { PendingItem } from './pending-comment.tsx'
import type { CommentActions } from './use-comment-actions.tsx'

interface CommentThreadProps {
  root: PostComment
  talk: PostTalk
  state: PostTalkState
  post: Post | undefined
  soughtId: string | null
  myId: string
  mayComment: boolean
  actions: CommentActions
}

/** A comment, and on demand what answers it. */
export function CommentThread(props: CommentThreadProps) {
  const { root, talk, state, post, soughtId, myId, mayComment, actions } = props
  const { postComments: t } = usePostingWords()
  const report = useReport()
  /** Null while nobody asked: then those are shown among which somebody is sought, or has answered. */
  const [wantsAnswers, setWantsAnswers] = useState<boolean | null>(null)
  const [answering, setAnswering] = useState<PostComment | null>(null)
  const [isLoading, setIsLoading] = useState(false)
  const answers = answersIn(state, root.id)
  const pending = state.pending.filter(({ parentId }) => parentId === root.id)
  const asked = state.answers.get(root.id)
  const isSoughtIn = answers.some(({ id }) => id === soughtId)
  const isOpen = wantsAnswers ?? (isSoughtIn || pending.length > 0)
  const shown = isOpen ? answers : []

  async function load(): Promise<void> {
    setIsLoading(true)
    try {
      await talk.moreAnswers(root.id)
    } catch (error) {
      report(t.notLoaded, error)
    }
    setIsLoading(false)
  }

  function open(): void {
    setWantsAnswers(true)
    if (asked === undefined && root.replyCount > 0) void load()
  }

  function answer(to: PostComment): void {
    setAnswering(to)
    open()
  }

  const itemProps = { myId, actions, mayReply: mayComment }
  const isBy = (comment: PostComment): boolean => comment.author.id === post?.author.id
  return (
    <li className="flex flex-col gap-3">
      <CommentItem
        {...itemProps}
        comment={root}
        isByAuthor={isBy(root)}
        isSought={root.id === soughtId}
        onReply={() => answer(root)}
      />
      {(root.replyCount > 0 || pending.length > 0 || answering !== null) && (
        <div className="flex flex-col gap-3 ps-9.5">
          {root.replyCount > 0 && !isOpen && (
            <Button size="sm" variant="ghost" className="-ms-3 self-start text-muted" onClick={open}>
              {t.replies(root.replyCount)}
            </Button>
          )}
          {shown.length > 0 && (
            <ul aria-label={t.replyTo(personName(root.author))} className="flex flex-col gap-3">
              {shown.map((comment) => (
                <li key={comment.id}>
                  <CommentItem
                    {...itemProps}
                    comment={comment}
                    isByAuthor={isBy(comment)}
                    isSought={comment.id === soughtId}
                    onReply={() => answer(comment)}
                  />
                </li>
              ))}
            </ul>
          )}
          {pending.map((one) => (
            <PendingItem
              key={one.clientId}
              pending={one}
              onRetry={(clientId) => talk.retry(clientId)}
              onDiscard={(clientId) => talk.discard(clientId)}
            />
          ))}
          {isOpen && (root.replyCount > 0 || isLoading) && (
            <span className="-ms-3 flex">
              {(isLoading || (asked?.nextCursor ?? null) !== null) && (
                <Button size="sm" variant="ghost" isLoading={isLoading} onClick={() => void load()}>
                  {t.moreReplies}
                </Button>
              )}
              {!isLoading && (
                <Button size="sm" variant="ghost" className="text-muted" onClick={() => setWantsAnswers(false)}>
                  {t.hideReplies}
                </Button>
              )}
            </span>
          )}
          {answering !== null && (
            <CommentField
              key={answering.id}
              label={t.replyTo(personName(answering.author))}
              // Who is answered beside others is named, so that it is clear who is meant.
              begin={answering === root || answering.author.username === '' ? '' : `@${answering.author.username} `}
              isFocused
              onSend={(body) => {
                talk.say(body, root.id)
                setWantsAnswers(true)
                setAnswering(null)
              }}
              onCancel={() => setAnswering(null)}
            />
          )}
        </div>
      )}
    </li>
  )
}
