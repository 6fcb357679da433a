import type { Invite } from '@kith/protocol/invites.ts'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { RadioCards } from '../../design/radio-cards.tsx'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { NewcomersDialog } from './newcomers-dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { InviteRow } from './invite-row.tsx'
import { NewInvite } from './new-invite.tsx'
import { useInvites } from './use-invites.ts'

type Open = { kind: 'new' } | { kind: 'link'; code: string; title: string } | { kind: 'newcomers'; inviteId: string }

/** The links by which others come in: one's own, and for an owner everyone's. */
export function InvitationsSection() {
  const { invitations: t, settings } = useMoreWords()
  const report = useReport()
  const me = useKith((state) => state.me)
  const [by, setBy] = useState<'me' | 'everyone'>('me')
  const [open, setOpen] = useState<Open | null>(null)
  const invites = useInvites(by)
  const { valid, ended, mayInvite } = invites
  const close = (): void => setOpen(null)

  if (valid === undefined || ended === undefined) {
    if (invites.error !== null) return <NotLoaded error={invites.error} onAgain={invites.again} words={settings} />
    return <SkeletonList count={3} label={settings.loading} />
  }
  const row = (invite: Invite) => (
    <InviteRow
      key={invite.id}
      invite={invite}
      isOwn={invite.inviter.id === me?.id}
      onShow={() => setOpen({ kind: 'link', code: invite.code ?? '', title: invite.note || t.unnamed })}
      onRevoke={() => invites.revoke(invite)}
      onNewcomers={() => setOpen({ kind: 'newcomers', inviteId: invite.id })}
    />
  )
  const create = mayInvite ? (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen({ kind: 'new' })}>
      {t.create}
    </Button>
  ) : undefined
  return (
    <>
      <p className="mb-4 text-muted">{t.text}</p>
      {me?.role === 'owner' && (
        <RadioCards
          label={t.whose}
          isLabelHidden
          className="mb-4 max-w-xs"
          value={by}
          onValueChange={setBy}
          options={[
            { value: 'me', label: t.mine },
            { value: 'everyone', label: t.everyone },
          ]}
        />
      )}
      {valid.length > 0 && <ul className="mb-5 divide-y divide-line">{valid.map(row)}</ul>}
      {valid.length > 0 && create}
      {valid.length === 0 && (
        <EmptyState
          illustration={<EmptyPicture name="people" />}
          title={mayInvite ? t.empty : t.mayNot}
          text={mayInvite ? t.emptyText : t.mayNotText}
          action={create}
        />
      )}
      {ended.length > 0 && (
        <details className="mt-8">
          <summary className="cursor-pointer py-2 font-semibold text-muted">{t.ended}</summary>
          <ul className="divide-y divide-line">{ended.map(row)}</ul>
        </details>
      )}
      {invites.hasMore && (
        <Button
          variant="ghost"
          className="mt-4"
          isLoading={invites.isLoadingMore}
          onClick={() => void invites.more().catch((error: unknown) => report(settings.notLoaded, error))}
        >
          {t.more}
        </Button>
      )}
      {open?.kind === 'new' && (
        <NewInvite
          onClose={close}
          onMade={(invite) => {
            invites.change((items) => [invite, ...items])
            setOpen({ kind: 'link', code: invite.code ?? '', title: t.made })
          }}
        />
      )}
      {open?.kind === 'link' && <InviteDialog code={open.code} title={open.title} onClose={close} />}
      {open?.kind === 'newcomers' && <NewcomersDialog inviteId={open.inviteId} onClose={close} />}
    </>
  )
}
