import { Link } from '@tanstack/react-router'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'

/** Who came by an invite. */
export function NewcomersDialog({ inviteId, onClose }: { inviteId: string; onClose: () => void }) {
  const { shell } = useWords()
  const { invitations: t, settings } = useMoreWords()
  const report = useReport()
  const asked = usePages(inviteId, (cursor, signal) =>
    client.api.call(
      'GET /api/invites/:inviteId/people',
      { inviteId, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )
  return (
    <Dialog isOpen onIsOpenChange={onClose} size="sm" title={t.newcomersTitle} closeLabel={shell.close}>
      {asked.items === undefined && asked.error === null && <SkeletonList count={2} label={settings.loading} />}
      {asked.items === undefined && asked.error !== null && (
        <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
      )}
      {asked.items?.length === 0 && <p className="text-muted">{t.nobody}</p>}
      <ul>
        {asked.items?.map(({ user, joinedAt }) => (
          <li key={user.id}>
            <Link
              to="/people/$username"
              params={{ username: user.username }}
              className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover"
            >
              <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" />
              <span className="flex min-w-0 flex-col">
                <bdi className="truncate font-semibold">{user.displayName}</bdi>
                <time dateTime={joinedAt} title={exactTime(joinedAt)} className="text-sm text-muted">
                  {t.joined(relativeTime(joinedAt))}
                </time>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {asked.hasMore && (
        <Button
          variant="ghost"
          isLoading={asked.isLoadingMore}
          onClick={() => void asked.more().catch((error: unknown) => report(settings.notLoaded, error))}
        >
          {t.more}
        </Button>
      )}
    </Dialog>
  )
}
