import type { Project, ProjectMember } from '@kith/protocol/projects.ts'
import { projectRoles } from '@kith/protocol/project-words.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, LogOut, MessageCircle, UserMinus, UserRound } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { doLater, takeBack, UNDO_MS } from '../../live/later.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { useWriteTo } from '../../live/use-write-to.ts'
import { usePresence } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { LastOwner, LeaveDialog } from './leave-dialog.tsx'
import { isOwner } from './rights.ts'
import { removalKey } from './use-people.ts'

type PersonRowProps = { member: ProjectMember; project: Project; isMe: boolean }

/** Somebody of the project, with what one may do about it. */
export function PersonRow({ member, project, isMe }: PersonRowProps) {
  const { shell } = useWords()
  const { projects, people } = useMoreWords()
  const t = projects.peopleTab
  const navigate = useNavigate()
  const report = useReport()
  const writeTo = useWriteTo()
  const [open, setOpen] = useState<'leave' | 'last-owner' | null>(null)
  const { user, role } = member
  const presence = usePresence(user.id)
  const at = { projectId: project.id, userId: user.id }
  const isGone = user.username === ''

  function failed(error: unknown): void {
    if (error instanceof ProblemError && error.code === 'last-owner') setOpen('last-owner')
    else report(t.notChanged, error)
  }

  function setRole(value: string): void {
    const wanted = projectRoles.find((each) => each === value)
    if (wanted === undefined || wanted === role) return
    client.api.call('PATCH /api/projects/:projectId/members/:userId', { ...at, role: wanted }).catch(failed)
  }

  function remove(): void {
    const key = removalKey(project.id, user.id)
    doLater(key, () => client.api.call('DELETE /api/projects/:projectId/members/:userId', at).catch(failed))
    showToast({
      id: key,
      title: t.removed(personName(user)),
      text: t.removedText,
      durationMs: UNDO_MS,
      action: { label: t.undo, onSelect: () => takeBack(key) },
    })
  }

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
  if (isOwner(project)) {
    const options = projectRoles.map((value) => ({ value, label: projects.roles[value] }))
    entries.push({ kind: 'line' }, { kind: 'title', label: t.role })
    entries.push({ kind: 'choice', label: t.roleOf(personName(user)), value: role, options, onChange: setRole })
  }
  if (isMe) {
    const icon = <LogOut aria-hidden="true" />
    entries.push(
      { kind: 'line' },
      { kind: 'action', label: t.leave, icon, isDanger: true, onSelect: () => setOpen('leave') },
    )
  } else if (isOwner(project)) {
    const icon = <UserMinus aria-hidden="true" />
    entries.push({ kind: 'line' }, { kind: 'action', label: t.remove, icon, isDanger: true, onSelect: remove })
  }

  return (
    <li className="flex min-h-13 items-center gap-3 rounded-md px-2 py-1.5 transition-colors hover:bg-hover">
      <Avatar id={user.id} name={user.displayName} src={user.avatarUrl} size="md" presence={presence} />
      <div className="flex min-w-0 grow flex-col">
        <span className="flex items-baseline gap-2">
          <bdi className="truncate font-medium">{personName(user)}</bdi>
          {isMe && <span className="shrink-0 text-sm text-muted">{t.you}</span>}
        </span>
        {!isGone && <bdi className="words-line text-sm text-muted">@{user.username}</bdi>}
      </div>
      {presence !== undefined && presence !== 'offline' && (
        <span className="sr-only">{presence === 'online' ? shell.online : shell.away}</span>
      )}
      <span className="shrink-0 text-sm text-muted" title={projects.rolesText[role]}>
        {projects.roles[role]}
      </span>
      <Menu
        align="end"
        entries={entries}
        trigger={<IconButton size="sm" label={t.more(personName(user))} icon={<Ellipsis />} hasTooltip={false} />}
      />
      {open === 'leave' && <LeaveDialog project={project} onClose={() => setOpen(null)} />}
      {open === 'last-owner' && <LastOwner onClose={() => setOpen(null)} />}
    </li>
  )
}
