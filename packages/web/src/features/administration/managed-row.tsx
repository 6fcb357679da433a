import type { ManagedUser } from '@kith/protocol/admin.ts'
import { useNavigate } from '@tanstack/react-router'
import { Ban, Ellipsis, KeyRound, RotateCcw, UserRound } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { Menu } from '../../design/menu.tsx'
import { useKith } from '../../live/use-kith.ts'
import { calendarDay, exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'

type Role = ManagedUser['role']
const roles: readonly Role[] = ['owner', 'admin', 'member']

type ManagedRowProps = {
  user: ManagedUser
  onRole: (role: Role) => void
  onSuspend: () => void
  onUnsuspend: () => void
  onResetFactors: () => void
}

export function ManagedRow(props: ManagedRowProps) {
  const { user } = props
  const { administration } = useMoreWords()
  const t = administration.members
  const entries = useEntries(props)
  const isMe = useKith((state) => state.me?.id === user.id)
  const isSuspended = user.state === 'suspended'
  const { lastSeenAt, invitedBy, createdAt, suspensionReason } = user
  return (
    <li className="flex items-center gap-3 py-3">
      <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="row" />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <bdi className="font-semibold">{user.displayName}</bdi>
          <bdi className="text-sm text-muted" dir="ltr">
            @{user.username}
          </bdi>
          {isMe && <span className="text-sm text-muted">{t.you}</span>}
        </p>
        <p className="text-sm text-pretty text-muted">
          {isSuspended ? (
            <bdi className="font-medium text-danger-text">
              {suspensionReason === '' ? t.suspended : t.suspendedFor(suspensionReason)}
            </bdi>
          ) : (
            <span className={user.role === 'member' ? '' : 'font-medium text-ink'}>{t.roles[user.role]}</span>
          )}
          {' · '}
          <time dateTime={createdAt} title={exactTime(createdAt)}>
            {t.since(calendarDay(createdAt))}
          </time>
          {invitedBy !== null && <bdi> · {t.invitedBy(invitedBy.displayName)}</bdi>}
          {lastSeenAt !== null && (
            <time dateTime={lastSeenAt} title={exactTime(lastSeenAt)}>
              {' · '}
              {t.lastSeen(relativeTime(lastSeenAt))}
            </time>
          )}
        </p>
      </div>
      {entries.length > 0 && (
        <Menu
          trigger={<IconButton label={t.actions(user.displayName)} icon={<Ellipsis />} />}
          align="end"
          entries={entries}
        />
      )}
    </li>
  )
}

/** What the person here may do with an account; the server decides in the end. */
function useEntries({ user, onRole, onSuspend, onUnsuspend, onResetFactors }: ManagedRowProps): MenuEntry[] {
  const { administration } = useMoreWords()
  const t = administration.members
  const navigate = useNavigate()
  const me = useKith((state) => state.me)
  const isOwner = me?.role === 'owner'
  const maySuspend = user.id !== me?.id && (isOwner || user.role === 'member')
  const entries: MenuEntry[] = []
  if (user.state === 'active') {
    entries.push({
      kind: 'action',
      label: t.profile,
      icon: <UserRound aria-hidden="true" />,
      onSelect: () => void navigate({ to: '/people/$username', params: { username: user.username } }),
    })
  }
  if (isOwner) {
    const options = roles.map((value) => ({ value, label: t.roles[value] }))
    const choose = (value: string): void => {
      const role = roles.find((each) => each === value)
      if (role !== undefined && role !== user.role) onRole(role)
    }
    entries.push({ kind: 'line' }, { kind: 'title', label: t.role })
    entries.push({ kind: 'choice', label: t.role, value: user.role, options, onChange: choose })
  }
  if (maySuspend) {
    const isSuspended = user.state === 'suspended'
    entries.push({ kind: 'line' })
    if (user.hasSecondFactor) {
      entries.push({
        kind: 'action',
        label: t.resetFactors,
        icon: <KeyRound aria-hidden="true" />,
        onSelect: onResetFactors,
      })
    }
    entries.push(
      isSuspended
        ? { kind: 'action', label: t.unsuspend, icon: <RotateCcw aria-hidden="true" />, onSelect: onUnsuspend }
        : { kind: 'action', label: t.suspend, icon: <Ban aria-hidden="true" />, isDanger: true, onSelect: onSuspend },
    )
  }
  return entries
}
