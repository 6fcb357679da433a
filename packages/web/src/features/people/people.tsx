import clsx from 'clsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import type { PeopleSearch } from '../../live/people-address.ts'
import { usePreferences } from '../../live/preferences.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { PeopleList } from './people-list.tsx'
import { ProfilePane } from './profile-pane.tsx'

export { ProfileView } from './profile-view.tsx'
export { useRelating } from './use-relating.ts'
export { useStanding } from './use-standing.ts'

/** Everyone here, and the one who is looked at. */
export function PeoplePage({ username, show, list }: PeopleSearch & { username?: string }) {
  const { people: t } = useMoreWords()
  const { listWidthPx } = usePreferences()
  return (
    <main style={{ '--list-width': `${listWidthPx}px` }} className="flex min-h-0 min-w-0 grow">
      <section
        aria-label={t.title}
        className={clsx(
          'min-h-0 w-full shrink-0 flex-col border-line md:flex md:w-(--list-width) md:border-e',
          username === undefined ? 'flex' : 'hidden',
        )}
      >
        <PeopleList openUsername={username} show={show ?? 'everyone'} />
      </section>
      <div className={clsx('min-h-0 min-w-0 grow flex-col md:flex', username === undefined ? 'hidden' : 'flex')}>
        {username === undefined ? (
          <EmptyState illustration={<EmptyPicture name="people" />} title={t.pick} text={t.pickText} />
        ) : (
          <ProfilePane key={username} username={username} show={show} list={list} />
        )}
      </div>
    </main>
  )
}
