import type { OwnUser } from '@kith/protocol/users.ts'
import { useNavigate } from '@tanstack/react-router'
import { Keyboard, Settings, SmilePlus, UserRound } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Avatar } from '../../design/avatar.tsx'
import { Menu } from '../../design/menu.tsx'
import { Tooltip } from '../../design/tooltip.tsx'
import { showOverlay } from '../../live/overlay.ts'
import { statusNow } from '../../live/status.ts'
import { useWords } from '../../words/words.ts'

/** One's own face, and what concerns oneself: status, profile, settings. */
export function AccountMenu({ me }: { me: OwnUser }) {
  const { shell: t } = useWords()
  const navigate = useNavigate()
  const status = statusNow(me.status)
  return (
    <Menu
      side="right"
      align="end"
      trigger={<Face label={t.account} me={me} emoji={status?.emoji ?? ''} />}
      header={
        <p className="flex max-w-64 flex-col px-2.5 pt-1.5 pb-2">
          <bdi className="truncate font-semibold">{me.displayName}</bdi>
          <bdi className="truncate text-sm text-muted">
            {status === null ? `@${me.username}` : `${status.emoji} ${status.text}`}
          </bdi>
        </p>
      }
      entries={[
        {
          kind: 'action',
          label: status === null ? t.setStatus : t.changeStatus,
          icon: <SmilePlus />,
          onSelect: () => showOverlay('status'),
        },
        {
          kind: 'action',
          label: t.profile,
          icon: <UserRound />,
          onSelect: () => void navigate({ to: '/people/$username', params: { username: me.username } }),
        },
        { kind: 'line' },
        { kind: 'action', label: t.settings, icon: <Settings />, onSelect: () => void navigate({ to: '/settings' }) },
        { kind: 'action', label: t.keys, icon: <Keyboard />, shortcut: ['?'], onSelect: () => showOverlay('keys') },
      ]}
    />
  )
}

function Face({ me, emoji, label, ...rest }: ComponentProps<'button'> & { label: string; me: OwnUser; emoji: string }) {
  return (
    <Tooltip label={label} side="right" isAlreadyNamed>
      <button
        {...rest}
        type="button"
        className="relative rounded-full ring-offset-2 ring-offset-sunken transition hover:ring-2 hover:ring-line-strong aria-expanded:ring-2 aria-expanded:ring-accent"
      >
        <span className="sr-only">{label}</span>
        <Avatar id={me.id} name={me.displayName} src={me.avatarUrl} size="md" />
        {emoji !== '' && (
          <span
            aria-hidden="true"
            className="absolute -end-1.5 -bottom-1.5 flex size-5 items-center justify-center rounded-full bg-raised text-xs shadow-raised"
          >
            {emoji}
          </span>
        )}
      </button>
    </Tooltip>
  )
}
