import type { Approval } from '@kith/protocol/admin.ts'
import { Avatar } from '../../design/avatar.tsx'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, usePending } from '../../live/later.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'

const keyOf = ({ user }: Approval): string => `decide ${user.id}`

/** Who waits to be let in. What is decided may be taken back for a moment; until then nobody was told. */
export function ApprovalsSection() {
  const { administration, settings } = useMoreWords()
  const t = administration.approvals
  const report = useReport()
  const pending = usePending()
  // Asked anew whenever the number changes: somebody came, or another decided.
  const count = useKith((state) => state.approvals)
  const asked = usePages(`approvals ${count}`, (cursor, signal) =>
    client.api.call(
      'GET /api/admin/approvals',
      cursor === undefined ? {} : { cursor },
      signal === undefined ? {} : { signal },
    ),
  )

  function decide(approval: Approval, isIn: boolean): void {
    const { user } = approval
    doLater(keyOf(approval), async () => {
      try {
        if (isIn) await client.api.call('POST /api/admin/approvals/:userId', { userId: user.id })
        else await client.api.call('DELETE /api/admin/approvals/:userId', { userId: user.id })
        asked.change((items) => items.filter((each) => each.user.id !== user.id))
      } catch (error) {
        report(t.notDone, error)
      }
    })
    showToast({
      title: isIn ? t.approved(user.displayName) : t.rejected(user.displayName),
      action: { label: t.undo, onSelect: () => takeBack(keyOf(approval)) },
    })
  }

  if (asked.items === undefined) {
    if (asked.error !== null) return <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
    return <SkeletonList count={3} label={t.loading} />
  }
  const waiting = asked.items.filter((approval) => !pending.has(keyOf(approval)))
  if (waiting.length === 0 && !asked.hasMore) {
    return <EmptyState illustration={<EmptyPicture name="people" />} title={t.empty} text={t.emptyText} />
  }
  return (
    <>
      <ul className="divide-y divide-line">
        {waiting.map((approval) => (
          <ApprovalRow key={approval.user.id} approval={approval} onDecide={(isIn) => decide(approval, isIn)} />
        ))}
      </ul>
      {asked.hasMore && (
        <Button
          variant="ghost"
          className="mt-4"
          isLoading={asked.isLoadingMore}
          onClick={() => void asked.more().catch((error: unknown) => report(settings.notLoaded, error))}
        >
          {t.more}
        </Button>
      )}
    </>
  )
}

type ApprovalRowProps = { approval: Approval; onDecide: (isIn: boolean) => void }

function ApprovalRow({ approval: { user, reason, askedAt }, onDecide }: ApprovalRowProps) {
  const { administration } = useMoreWords()
  const t = administration.approvals
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-4">
      <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="row" />
      <div className="min-w-40 grow basis-0">
        <p>
          <bdi className="font-semibold">{user.displayName}</bdi>{' '}
          <bdi className="text-sm text-muted" dir="ltr">
            @{user.username}
          </bdi>{' '}
          <time dateTime={askedAt} title={exactTime(askedAt)} className="text-sm text-muted">
            {t.asked(relativeTime(askedAt))}
          </time>
        </p>
        {reason === '' ? (
          <p className="text-muted">{t.noReason}</p>
        ) : (
          <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
            {reason}
          </p>
        )}
      </div>
      <div className="flex gap-2">
        <Button
          size="sm"
          className="pointer-coarse:h-11"
          aria-label={t.rejectOf(user.displayName)}
          onClick={() => onDecide(false)}
        >
          {t.reject}
        </Button>
        <Button
          size="sm"
          variant="primary"
          className="pointer-coarse:h-11"
          aria-label={t.approveOf(user.displayName)}
          onClick={() => onDecide(true)}
        >
          {t.approve}
        </Button>
      </div>
    </li>
  )
}
