import type { Conversation, Member, MemberRole } from '@kith/protocol/conversations.ts'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, MessageCircle, UserMinus, UserRound } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { Menu } from '../../design/menu.tsx'
import { client } from '../../live/client.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useWriteTo } from '../../live/use-write-to.ts'
import { usePresence } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { mayRemove, maySetRole } from './rights.ts'

const roles: readonly MemberRole[] = ['owner', 'admin', 'member']

type MemberRowProps = { member: Member; entry: Conversation; isMe: boolean; onRemove: () => void }

export function MemberRow({ member, entry, isMe, onRemove }: MemberRowProps) {
  const { shell } = useWords()
  const { members: t, people } = useMoreWords()
  const navigate = useNavigate()
  const report = useReport()
  const writeTo = useWriteTo()
  const { user, role } = member
  const presence = usePresence(user.id)

  function setRole(value: string): void {
    const wanted = roles.find((each) => each === value)
    if (wanted === undefined || wanted === role) return
    client.setRole(entry.id, user.id, wanted).catch((error: unknown) => report(t.notChanged, error))
  }

  const isGone = user.username === ''
  const entries: MenuEntry[] = []
  if (!isGone) {
    entries.push({
      kind: 'action',
      label: t.profile,
      icon: <UserRound aria-hidden="true" />,
      onSelect: () => void navigate({ to: '/people/$username', params: { username: user.username } }),
    })
  }
  if (!isMe && !isGone) {
    entries.push({
      kind: 'action',
      label: t.message,
      icon: <MessageCircle aria-hidden="true" />,
      onSelect: () => void writeTo(user.id).catch((error: unknown) => report(people.notOpened, error)),
    })
  }
  if (maySetRole(entry)) {
    const options = roles.map((value) => ({ value, label: t.roles[value] }))
    entries.push({ kind: 'line' }, { kind: 'title', label: t.role })
    entries.push({ kind: 'choice', label: t.roleOf(personName(user)), value: role, options, onChange: setRole })
  }
  if (!isMe && mayRemove(entry, role)) {
    const icon = <UserMinus aria-hidden="true" />
    entries.push({ kind: 'line' }, { kind: 'action', label: t.remove, icon, isDanger: true, onSelect: onRemove })
  }

  return (
    <li className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1.5 transition-colors hover:bg-hover">
      <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" presence={presence} />
      <div className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline gap-2">
          <bdi className="truncate font-medium">{personName(user)}</bdi>
          {isMe && <span className="shrink-0 text-sm text-muted">{t.you}</span>}
        </span>
        {user.username !== '' && <bdi className="truncate text-sm text-muted">@{user.username}</bdi>}
      </div>
      {presence !== undefined && presence !== 'offline' && (
        <span className="sr-only">{presence === 'online' ? shell.online : shell.away}</span>
      )}
      {role !== 'member' && <span className="shrink-0 text-sm text-muted">{t.roles[role]}</span>}
      <Menu
        entries={entries}
        trigger={<IconButton size="sm" label={t.more(personName(user))} icon={<Ellipsis />} hasTooltip={false} />}
      />
    </li>
  )
}
