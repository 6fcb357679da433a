import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import {
  Archive,
  Bell,
  ChevronRight,
  DoorOpen,
  EyeOff,
  House,
  KeyRound,
  Keyboard,
  MailPlus,
  MonitorSmartphone,
  Palette,
  ShieldCheck,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { ApprovalsBadge } from '../administration/administration.tsx'
import type { SectionName } from './settings.tsx'
import { SignOutButton } from './sign-out-button.tsx'

const sections: readonly { name: SectionName; Icon: LucideIcon; isForLeaders?: true }[] = [
  { name: 'profile', Icon: UserRound },
  { name: 'privacy', Icon: ShieldCheck },
  { name: 'hidden-words', Icon: EyeOff },
  { name: 'appearance', Icon: Palette },
  { name: 'notifications', Icon: Bell },
  { name: 'security', Icon: ShieldCheck },
  { name: 'devices', Icon: MonitorSmartphone },
  { name: 'tokens', Icon: KeyRound },
  { name: 'data', Icon: Archive },
  { name: 'keys', Icon: Keyboard },
  { name: 'invitations', Icon: MailPlus },
  { name: 'circles', Icon: Users },
  { name: 'place', Icon: House, isForLeaders: true },
  { name: 'members', Icon: UsersRound, isForLeaders: true },
  { name: 'approvals', Icon: DoorOpen, isForLeaders: true },
]

export function SectionList({ shown, isChosen }: { shown: SectionName; isChosen: boolean }) {
  const { settings: t } = useMoreWords()
  const isLeader = useKith((state) => state.me?.role !== undefined && state.me.role !== 'member')
  return (
    <>
      <ul className="px-2">
        {sections.map(({ name, Icon, isForLeaders }) =>
          isForLeaders === true && !isLeader ? null : (
            <li key={name}>
              <Link
                to="/settings/$section"
                params={{ section: name }}
                aria-current={isChosen && name === shown ? 'page' : undefined}
                className={clsx(
                  'flex min-h-11 items-center gap-3 rounded-md px-2.5 py-2.5 outline-offset-[-2px] transition-colors hover:bg-hover',
                  // Without a choice, what stands beside the list on wide screens is marked there only.
                  name === shown && (isChosen ? 'bg-accent-soft!' : 'md:bg-accent-soft!'),
                )}
              >
                <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
                <span className="flex min-w-0 grow flex-col">
                  <span className="font-semibold">{t.sections[name]}</span>
                  <span className="truncate text-sm text-muted">{t.hints[name]}</span>
                </span>
                {name === 'approvals' && <ApprovalsBadge />}
                <ChevronRight aria-hidden="true" className="size-4.5 text-faint md:hidden rtl:-scale-x-100" />
              </Link>
            </li>
          ),
        )}
      </ul>
      <div className="mt-auto p-4">
        <SignOutButton />
      </div>
    </>
  )
}
