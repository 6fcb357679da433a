import type { Invite } from '@kith/protocol/invites.ts'
import { Link2, Link2Off } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'

type InviteRowProps = {
  invite: Invite
  isOwn: boolean
  onShow: () => void
  onRevoke: () => void
  onNewcomers: () => void
}

export function InviteRow({ invite, isOwn, onShow, onRevoke, onNewcomers }: InviteRowProps) {
  const { invitations: t } = useMoreWords()
  const { note, uses, usesMax, expiresAt, conversations, state, inviter, code } = invite
  const isValid = state === 'valid'
  const name = note === '' ? t.unnamed : note
  const Icon = isValid ? Link2 : Link2Off
  const places = conversations.map(({ title }) => title ?? t.group).join(', ')
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <span className="flex size-row-face shrink-0 items-center justify-center rounded-full bg-pressed text-muted">
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <div className="min-w-40 grow basis-0">
        <p className="font-semibold">
          <bdi>{name}</bdi>
          {!isOwn && <span className="font-normal text-muted"> {t.by(inviter.displayName)}</span>}
        </p>
        <p className="text-sm text-pretty text-muted">
          {t.used(uses, usesMax)}
          {' · '}
          {!isValid && t.states[state]}
          {isValid && expiresAt === null && t.endless}
          {isValid && expiresAt !== null && (
            <time dateTime={expiresAt} title={exactTime(expiresAt)}>
              {t.ends(relativeTime(expiresAt))}
            </time>
          )}
          {places !== '' && <bdi> · {t.into(places)}</bdi>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {uses > 0 && (
          <Button
            size="sm"
            variant="ghost"
            className="pointer-coarse:h-11"
            aria-label={t.newcomersOf(name)}
            onClick={onNewcomers}
          >
            {t.newcomers}
          </Button>
        )}
        {isValid && code !== null && (
          <Button size="sm" className="pointer-coarse:h-11" aria-label={t.openOf(name)} onClick={onShow}>
            {t.open}
          </Button>
        )}
        {isValid && (
          <Button size="sm" className="pointer-coarse:h-11" aria-label={t.revokeOf(name)} onClick={onRevoke}>
            {t.revoke}
          </Button>
        )}
      </div>
    </li>
  )
}
