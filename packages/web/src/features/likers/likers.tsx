/* The door of this feature: who likes something. */
import type { UserCard } from '@kith/protocol/users.ts'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'

interface LikersDialogProps {
  /** Of what they like. */
  id: string
  ask: Parameters<typeof usePages<UserCard>>[1]
  words: { likedBy: string; nobodyLikes: string; notLoaded: string; tryAgain: string; more: string }
  onClose: () => void
}

/** Everybody who likes something, page by page. */
export function LikersDialog({ id, ask, words: t, onClose }: LikersDialogProps) {
  const { shell } = useWords()
  const report = useReport()
  const { items, error, hasMore, isLoadingMore, again, more } = usePages<UserCard>(id, ask)
  return (
    <Dialog isOpen onIsOpenChange={onClose} size="sm" title={t.likedBy} closeLabel={shell.close}>
      <div className="-mx-2 min-h-40">
        {items === undefined && error === null && <SkeletonList count={4} label={shell.loading} />}
        {items === undefined && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
        {items?.length === 0 && <p className="px-2 text-muted">{t.nobodyLikes}</p>}
        <ul>
          {items?.map((user) => (
            <li key={user.id}>
              <Link
                to="/people/$username"
                params={{ username: user.username }}
                className="flex min-h-12 items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover"
              >
                <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" />
                <span className="flex min-w-0 grow flex-col">
                  <bdi className="truncate font-semibold">{personName(user)}</bdi>
                  <bdi className="truncate text-sm text-muted">@{user.username}</bdi>
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {hasMore && (
          <Button
            variant="ghost"
            className="mx-auto mt-2 flex"
            isLoading={isLoadingMore}
            onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
          >
            {t.more}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
