import type { Post } from '@kith/protocol/posts.ts'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { personName } from '../../live/naming.ts'
import { exactTime, recentTime } from '../../words/dates.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { AudienceMark } from './audience-mark.tsx'
import { PostMenu } from './post-menu.tsx'

/** Who posted it, when, and for whom. */
export function PostHeader({ post, nameId }: { post: Post; nameId: string }) {
  const { feed: t } = useFeedWords()
  const { author, createdAt, editedAt, audience } = post
  const face = <Avatar id={author.id} name={author.displayName} src={author.avatarUrl} size="md" />
  return (
    <header className="flex items-center gap-3 py-2.5 ps-4 pe-2">
      {author.username === '' ? (
        face
      ) : (
        // The name beside it leads there too.
        <Link
          to="/people/$username"
          params={{ username: author.username }}
          tabIndex={-1}
          aria-hidden="true"
          className="flex"
        >
          {face}
        </Link>
      )}
      <div className="flex min-w-0 grow flex-col">
        <span id={nameId} className="truncate leading-5 font-semibold">
          {author.username === '' ? (
            personName(author)
          ) : (
            <Link
              to="/people/$username"
              params={{ username: author.username }}
              className="hover:underline pointer-coarse:py-1.5"
            >
              <bdi>{personName(author)}</bdi>
            </Link>
          )}
        </span>
        <span className="flex items-center gap-1.5 text-sm text-muted">
          <Link
            to="/posts/$postId"
            params={{ postId: post.id }}
            className="truncate hover:underline pointer-coarse:py-1.5"
          >
            <time dateTime={createdAt} title={exactTime(createdAt)}>
              {recentTime(createdAt)}
            </time>
          </Link>
          <AudienceMark audience={audience} />
          {editedAt !== null && <span title={t.editedAt(exactTime(editedAt))}>· {t.edited}</span>}
        </span>
      </div>
      <PostMenu post={post} />
    </header>
  )
}
