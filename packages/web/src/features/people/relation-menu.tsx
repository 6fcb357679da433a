import type { UserProfile } from '@kith/protocol/users.ts'
import { Ban, BellOff, BellRing, Ellipsis, Flag, Link as LinkIcon, UserMinus } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import type { MenuEntry } from '../../design/menu-entries.tsx'
import { showToast } from '../../design/toast.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { openReport } from '../reporting/reporting.tsx'
import { BlockDialog } from './block-dialog.tsx'
import { useRelating } from './use-relating.ts'
import { useStanding } from './use-standing.ts'

/** What one does seldom: mute, report, block, copy the link. */
export function RelationMenu({ profile }: { profile: UserProfile }) {
  const { people: t } = useMoreWords()
  const report = useReport()
  const { isMuted, isBlocked, followedBy } = useStanding(profile.id, profile.relation)
  const { mute, unmute, unblock, removeFollower } = useRelating(profile)
  const [isBlocking, setIsBlocking] = useState(false)
  const isOwner = useKith((state) => state.me?.role === 'owner')

  function copyLink(): void {
    navigator.clipboard.writeText(`${location.origin}/people/${profile.username}`).then(
      () => showToast({ id: 'copied', title: t.copied }),
      (error: unknown) => report(t.notCopied, error),
    )
  }

  const entries: MenuEntry[] = [
    { kind: 'action', label: t.copyLink, icon: <LinkIcon />, onSelect: copyLink },
    isMuted
      ? { kind: 'action', label: t.unmute, icon: <BellRing />, onSelect: () => void unmute() }
      : { kind: 'action', label: t.mute, icon: <BellOff />, onSelect: () => void mute() },
  ]
  if (followedBy === 'following') {
    const label = t.removeFollower(personName(profile))
    entries.push({ kind: 'action', label, icon: <UserMinus />, onSelect: removeFollower })
  }
  entries.push({ kind: 'line' })
  // What is reported comes before whoever owns the place.
  if (!isOwner) {
    const reported = { kind: 'user' as const, id: profile.id, name: personName(profile) }
    entries.push({ kind: 'action', label: t.report, icon: <Flag />, onSelect: () => openReport(reported) })
  }
  entries.push(
    isBlocked
      ? { kind: 'action', label: t.unblock, icon: <Ban />, onSelect: () => void unblock() }
      : { kind: 'action', label: t.block, icon: <Ban />, isDanger: true, onSelect: () => setIsBlocking(true) },
  )
  return (
    <>
      <Menu
        entries={entries}
        trigger={
          <IconButton
            label={t.moreAbout(personName(profile))}
            icon={<Ellipsis />}
            hasTooltip={false}
            className="border border-line bg-raised"
          />
        }
      />
      {isBlocking && <BlockDialog person={profile} onClose={() => setIsBlocking(false)} />}
    </>
  )
}
