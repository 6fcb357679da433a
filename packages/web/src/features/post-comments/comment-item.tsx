import { hasHiddenWord } from '@kith/protocol/hidden-words.ts'
import type { PostComment } from '@kith/protocol/post-comments.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { Ellipsis, Heart, Pin } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { personName } from '../../live/naming.ts'
import { usePosts } from '../../live/posts.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { CommentField } from './comment-field.tsx'
import { CommentLikers } from './comment-likers.tsx'
import type { CommentActions } from './use-comment-actions.tsx'

interface CommentItemProps {
  comment: PostComment
  /** Whoever wrote the post. */
  isByAuthor: boolean
  /** Somebody came to see it. */
  isSought: boolean
  myId: string
  mayReply: boolean
  actions: CommentActions
  onReply: () => void
}

const none: readonly string[] = []

/** Always the same, so that it is done once for each that is drawn. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'center' })

/** One comment with all that can be done with it. */
export function CommentItem(props: CommentItemProps) {
  const { comment, isByAuthor, isSought, myId, mayReply, actions, onReply } = props
  const { postComments: t } = usePostingWords()
  const report = useReport()
  const hiddenWords = usePosts((state) => state.hiddenWords)
  const [isUnfolded, setIsUnfolded] = useState(false)
  const [isEditing, setIsEditing] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const [isAskingLikers, setIsAskingLikers] = useState(false)
  const { author, body, createdAt, editedAt, deletedAt, pinnedAt, mentions, likeCount, isLiked } = comment
  const name = personName(author)
  const mentioned = useMemo(
    () => ({
      people: Object.entries(mentions).map(([writtenAs, person]) => ({ ...person, writtenAs })),
      many: null,
      myId,
    }),
    [mentions, myId],
  )
  if (deletedAt !== null) return <p className="text-sm text-muted italic">{t.deleted}</p>
  const isFolded = !isUnfolded && author.id !== myId && hasHiddenWord(body, hiddenWords ?? none)

  async function save(next: string): Promise<void> {
    setIsSaving(true)
    try {
      if (next !== body) await actions.edit(comment, next)
      setIsEditing(false)
    } catch (error) {
      report(t.notSaved, error)
    }
    setIsSaving(false)
  }

  return (
    <article
      aria-label={t.said(name, relativeTime(createdAt))}
      ref={isSought ? intoView : undefined}
      className={clsx('flex gap-2.5', isSought && '-mx-2 rounded-md bg-accent-soft p-2')}
    >
      <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="sm" />
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <header className="-my-1 flex min-h-8 items-center gap-2">
          {author.username === '' ? (
            <span className="min-w-0 truncate font-semibold">{name}</span>
          ) : (
            <Link
              to="/people/$username"
              params={{ username: author.username }}
              className="min-w-0 truncate font-semibold hover:underline"
            >
              <bdi>{name}</bdi>
            </Link>
          )}
          {isByAuthor && (
            <span className="shrink-0 rounded-full bg-pressed px-2 text-xs leading-5 text-muted">{t.author}</span>
          )}
          <time dateTime={createdAt} title={exactTime(createdAt)} className="shrink-0 text-xs text-muted">
            {relativeTime(createdAt)}
          </time>
          {editedAt !== null && (
            <span title={exactTime(editedAt)} className="shrink-0 text-xs text-muted">
              {t.edited}
            </span>
          )}
          {!isEditing && (
            <span className="ms-auto">
              <Menu
                trigger={<IconButton size="sm" label={t.menuOf(name)} icon={<Ellipsis />} hasTooltip={false} />}
                entries={actions.entriesOf(comment, () => setIsEditing(true))}
                align="end"
              />
            </span>
          )}
        </header>
        {pinnedAt !== null && (
          <p className="flex items-center gap-1 text-xs font-semibold text-muted">
            <Pin aria-hidden="true" className="size-3.5" />
            {t.pinned}
          </p>
        )}
        {isEditing ? (
          <CommentField
            label={t.edit}
            begin={body}
            saveLabel={t.save}
            isFocused
            isBusy={isSaving}
            onSend={(next) => void save(next)}
            onCancel={() => setIsEditing(false)}
          />
        ) : isFolded ? (
          <p className="flex items-center gap-2 text-sm text-muted">
            {t.hidden}
            <Button size="sm" variant="ghost" onClick={() => setIsUnfolded(true)}>
              {t.show}
            </Button>
          </p>
        ) : (
          <div dir="auto" className="[overflow-wrap:anywhere]">
            <Markdown source={body} mentions={mentioned} />
          </div>
        )}
        {!isEditing && (
          <div className="-ms-2 flex items-center">
            <Button
              size="sm"
              variant="ghost"
              aria-pressed={isLiked}
              aria-label={isLiked ? t.unlike : t.like}
              icon={<Heart aria-hidden="true" className={clsx(isLiked && 'fill-accent text-accent')} />}
              className="px-2!"
              onClick={() => actions.like(comment, !isLiked)}
            />
            {likeCount > 0 && (
              <Button size="sm" variant="ghost" className="px-2! text-muted" onClick={() => setIsAskingLikers(true)}>
                {t.likes(likeCount)}
              </Button>
            )}
            {mayReply && (
              <Button size="sm" variant="ghost" className="px-2! text-muted" onClick={onReply}>
                {t.reply}
              </Button>
            )}
          </div>
        )}
      </div>
      {isAskingLikers && <CommentLikers comment={comment} onClose={() => setIsAskingLikers(false)} />}
    </article>
  )
}
