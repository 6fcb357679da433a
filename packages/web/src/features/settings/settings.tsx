import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { ArrowLeft } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { usePreferences } from '../../live/preferences.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { ApprovalsSection, MembersSection, PlaceSection } from '../administration/administration.tsx'
import { CirclesSection } from '../circles/circles.tsx'
import { InvitationsSection } from '../invitations/invitations.tsx'
import { KeysList } from '../keys/keys.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { DataSection } from './data-section.tsx'
import { DevicesSection } from './devices-section.tsx'
import { HiddenWordsSection } from './hidden-words-section.tsx'
import { OwnCard } from './own-card.tsx'
import { PrivacySection } from './privacy-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SecuritySection } from '../security/security.tsx'
import { SectionList } from './section-list.tsx'
import { TokensSection } from './tokens-section.tsx'

export type SectionName =
  | 'profile'
  | 'privacy'
  | 'hidden-words'
  | 'appearance'
  | 'notifications'
  | 'security'
  | 'devices'
  | 'tokens'
  | 'data'
  | 'keys'
  | 'invitations'
  | 'circles'
  | 'place'
  | 'members'
  | 'approvals'

/** How one wants Kith, and who one is in it. Without a section, phones show the list alone. */
export function SettingsPage({ section }: { section?: SectionName }) {
  const { shell } = useWords()
  const { settings: t } = useMoreWords()
  const { listWidthPx } = usePreferences()
  const shown = section ?? 'profile'
  const ListTitle = section === undefined ? 'h1' : 'h2'
  const Title = section === undefined ? 'h2' : 'h1'
  return (
    <main style={{ '--list-width': `${listWidthPx}px` }} className="flex min-h-0 min-w-0 grow">
      <nav
        aria-label={t.title}
        className={clsx(
          'min-h-0 w-full shrink-0 flex-col overflow-y-auto border-line md:flex md:w-(--list-width) md:border-e',
          section === undefined ? 'flex' : 'hidden',
        )}
      >
        <ListTitle className="px-4 pt-4 pb-3 text-xl font-bold">{t.title}</ListTitle>
        <OwnCard />
        <SectionList shown={shown} isChosen={section !== undefined} />
      </nav>
      <div
        // A long page without anything to press is scrolled by keys all the same.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={clsx(
          'min-h-0 min-w-0 grow flex-col overflow-y-auto outline-offset-[-2px] md:flex',
          section === undefined ? 'hidden' : 'flex',
        )}
      >
        <section aria-labelledby="settings-section" className="mx-auto w-full max-w-2xl px-4 pb-12 md:px-8 md:pt-6">
          <header className="flex items-center gap-1 pt-3 pb-5">
            <Link
              to="/settings"
              aria-label={shell.back}
              className={buttonClass('ghost', 'md', '-ms-2 w-control px-0! md:hidden')}
            >
              <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
            </Link>
            <Title id="settings-section" className="text-xl font-bold md:text-2xl">
              {t.sections[shown]}
            </Title>
          </header>
          <Section name={shown} />
        </section>
      </div>
    </main>
  )
}

function Section({ name }: { name: SectionName }) {
  switch (name) {
    case 'profile':
      return <ProfileSection />
    case 'privacy':
      return <PrivacySection />
    case 'hidden-words':
      return <HiddenWordsSection />
    case 'appearance':
      return <AppearanceSection />
    case 'notifications':
      return <NotificationsSection />
    case 'security':
      return <SecuritySection />
    case 'devices':
      return <DevicesSection />
    case 'tokens':
      return <TokensSection />
    case 'data':
      return <DataSection />
    case 'keys':
      return <KeysList heading="h2" />
    case 'invitations':
      return <InvitationsSection />
    case 'circles':
      return <CirclesSection />
    case 'place':
      return <PlaceSection />
    case 'members':
      return <MembersSection />
    case 'approvals':
      return <ApprovalsSection />
  }
}
