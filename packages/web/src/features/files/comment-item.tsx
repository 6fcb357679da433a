import type { FileComment } from '@kith/protocol/file-comments.ts'
import clsx from 'clsx'
import { Ellipsis, Pencil, SquareDashed, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { personName } from '../../live/naming.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { CommentComposer } from './comment-composer.tsx'
import type { Box } from './preview-props.ts'

interface CommentItemProps {
  comment: FileComment
  /** Somebody came to see it. */
  isSought: boolean
  /** It was deleted a moment ago, and may be taken back. */
  isGoing: boolean
  isReply: boolean
  projectId: string
  isOwn: boolean
  mayEdit: boolean
  mayRemove: boolean
  newestVersion: number
  myId: string
  shownBox: Box | null
  onBox: (box: Box | null) => void
  onEdit: (comment: FileComment, body: string) => Promise<void>
  onRemove: (comment: FileComment) => void
  onTakeBack: (comment: FileComment) => void
}

/** Always the same, so that it is done once for each that is drawn. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'center' })

export function CommentItem(props: CommentItemProps) {
  const { comment, isSought, isGoing, isReply, projectId, mayEdit, mayRemove, newestVersion, myId, shownBox, onBox } =
    props
  const { projectFiles, filePreview } = useFileWords()
  const { comments: t } = filePreview
  const [isEditing, setIsEditing] = useState(false)
  const { author, body, createdAt, editedAt, deletedAt, version, anchor, mentions } = comment
  const name = personName(author)
  const mentioned = useMemo(
    () => ({
      people: Object.entries(mentions).map(([writtenAs, person]) => ({ ...person, writtenAs })),
      many: null,
      myId,
    }),
    [mentions, myId],
  )
  if (isGoing || deletedAt !== null) {
    return (
      <p className={clsx('flex items-center gap-2 text-sm text-muted italic', isReply && 'ps-8')}>
        {isGoing ? t.deleted : t.deletedText}
        {isGoing && (
          <Button size="sm" variant="ghost" className="not-italic" onClick={() => props.onTakeBack(comment)}>
            {t.undo}
          </Button>
        )}
      </p>
    )
  }
  const box = anchor?.box ?? null
  const entries: MenuEntry[] = [
    ...(mayEdit
      ? [{ kind: 'action' as const, label: t.edit, icon: <Pencil />, onSelect: () => setIsEditing(true) }]
      : []),
    ...(mayRemove
      ? [
          {
            kind: 'action' as const,
            label: t.delete,
            icon: <Trash2 />,
            isDanger: true,
            onSelect: () => props.onRemove(comment),
          },
        ]
      : []),
  ]
  return (
    <article
      aria-label={projectFiles.changedBy(name, relativeTime(createdAt))}
      ref={isSought ? intoView : undefined}
      className={clsx('flex gap-2.5', isReply && 'ps-8', isSought && '-mx-2 rounded-md bg-accent-soft p-2')}
    >
      <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="sm" />
      <div className="flex min-w-0 grow flex-col gap-1">
        <header className="-my-1 flex min-h-8 items-center gap-2">
          <span className="min-w-0 truncate font-semibold">
            <bdi>{name}</bdi>
          </span>
          <time dateTime={createdAt} title={exactTime(createdAt)} className="shrink-0 text-xs text-muted">
            {relativeTime(createdAt)}
          </time>
          {editedAt !== null && (
            <span title={exactTime(editedAt)} className="shrink-0 text-xs text-muted">
              {t.edited}
            </span>
          )}
          {entries.length > 0 && !isEditing && (
            <span className="ms-auto">
              <Menu
                trigger={<IconButton size="sm" label={t.menuOf(name)} icon={<Ellipsis />} hasTooltip={false} />}
                entries={entries}
              />
            </span>
          )}
        </header>
        {(version !== newestVersion || anchor !== null) && (
          <p className="flex flex-wrap gap-1.5 text-xs">
            {version !== newestVersion && (
              <span className="rounded-full bg-pressed px-2 py-0.5">{t.onVersion(version)}</span>
            )}
            {anchor?.page !== undefined && (
              <span className="rounded-full bg-pressed px-2 py-0.5">{t.onPage(anchor.page)}</span>
            )}
            {box !== null && (
              <button
                type="button"
                aria-pressed={shownBox === box}
                onClick={() => onBox(shownBox === box ? null : box)}
                className="flex items-center gap-1 rounded-full bg-pressed px-2 py-0.5 hover:bg-accent-soft aria-pressed:bg-accent aria-pressed:text-on-accent"
              >
                <SquareDashed aria-hidden="true" className="size-3.5" />
                {t.onRegion}
              </button>
            )}
          </p>
        )}
        {isEditing ? (
          <CommentComposer
            projectId={projectId}
            label={t.edit}
            begin={body}
            saveLabel={t.save}
            isFocused
            onSend={async (next) => {
              if (next !== body) await props.onEdit(comment, next)
              setIsEditing(false)
            }}
            onCancel={() => setIsEditing(false)}
          />
        ) : (
          <div dir="auto" className="[overflow-wrap:anywhere]">
            <Markdown source={body} mentions={mentioned} />
          </div>
        )}
      </div>
    </article>
  )
}
