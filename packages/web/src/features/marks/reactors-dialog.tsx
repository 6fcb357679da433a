import type { Reactor } from '@kith/protocol/marks.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'

/** Everybody who reacted to a message, and with what. */
export function ReactorsDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { shell } = useWords()
  const { marks: t } = useMoreWords()
  const report = useReport()
  const { items, error, hasMore, isLoadingMore, again, more } = usePages<Reactor>(
    `${message.id} ${message.rev}`,
    (cursor, signal) =>
      client.api.call(
        'GET /api/messages/:messageId/reactions',
        { messageId: message.id, ...(cursor === undefined ? {} : { cursor }) },
        signal === undefined ? {} : { signal },
      ),
  )
  return (
    <Dialog isOpen onIsOpenChange={onClose} size="sm" title={t.reactors} closeLabel={shell.close}>
      {items === undefined && error === null && <SkeletonList count={4} label={shell.loading} />}
      {items === undefined && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
      {items?.length === 0 && <p className="text-muted">{t.noReactors}</p>}
      <ul>
        {items?.map(({ user, emoji, createdAt }) => (
          <li key={`${user.id} ${emoji}`} className="flex min-h-12 items-center gap-3">
            <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" />
            <bdi className="min-w-0 grow truncate font-semibold">{personName(user)}</bdi>
            <time dateTime={createdAt} title={exactTime(createdAt)} className="text-xs text-muted">
              {shortTime(createdAt)}
            </time>
            <span className="text-xl">{emoji}</span>
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button
          className="mx-auto mt-2"
          isLoading={isLoadingMore}
          onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
        >
          {t.more}
        </Button>
      )}
    </Dialog>
  )
}
