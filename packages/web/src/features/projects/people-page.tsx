import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useWatch } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { AccessRequests } from './access-requests.tsx'
import { AddPeople } from './add-people.tsx'
import { Links } from './links.tsx'
import { useOpenProject } from './open-project.ts'
import { PersonRow } from './person-row.tsx'
import { isOwner, isReadOnly } from './rights.ts'
import { usePeople } from './use-people.ts'

/** Fewer are seen at a glance. */
const SEARCH_FROM = 8

/** Who is in the project, who would like to be, and the links that let people in. */
export function PeoplePage() {
  const project = useOpenProject()
  const { shell } = useWords()
  const { projects: t } = useMoreWords()
  const report = useReport()
  const myId = useKith((state) => state.me?.id ?? '')
  const [text, setText] = useState('')
  const [isAdding, setIsAdding] = useState(false)
  const { items, error, hasMore, isLoadingMore, isAsking, again, more } = usePeople(project.id, text.trim())
  const mayAdd = isOwner(project) && !isReadOnly(project)
  useWatch(items?.slice(0, 100).map(({ user }) => user.id) ?? [])

  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-8 px-4 py-5 md:px-8" aria-busy={isAsking}>
      {isOwner(project) && <AccessRequests project={project} />}
      <section aria-label={t.page.tabs.people}>
        <div className="mb-3 flex items-center gap-3">
          <h2 className="grow text-lg font-bold">{t.people(project.memberCount)}</h2>
          {mayAdd && (
            <Button variant="primary" icon={<UserPlus aria-hidden="true" />} onClick={() => setIsAdding(true)}>
              {t.peopleTab.add}
            </Button>
          )}
        </div>
        {project.memberCount > SEARCH_FROM && (
          <SearchField
            className="mb-2"
            label={t.peopleTab.search}
            clearLabel={shell.clear}
            value={text}
            onValueChange={setText}
            autoComplete="off"
            maxLength={100}
          />
        )}
        {items === undefined && error === null && <SkeletonList count={5} label={t.peopleTab.loading} />}
        {items === undefined && error !== null && (
          <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.peopleTab.notLoaded, tryAgain: t.tryAgain }} />
        )}
        <output className="block py-4 text-center text-muted empty:hidden">
          {items !== undefined && items.length === 0 && t.peopleTab.nobody}
        </output>
        <ul className="-mx-2">
          {items?.map((member) => (
            <PersonRow key={member.user.id} member={member} project={project} isMe={member.user.id === myId} />
          ))}
        </ul>
        {hasMore && (
          <Button
            variant="ghost"
            className="mx-auto mt-2"
            isLoading={isLoadingMore}
            onClick={() => void more().catch((failure: unknown) => report(t.peopleTab.notLoaded, failure))}
          >
            {t.more}
          </Button>
        )}
      </section>
      {isOwner(project) && <Links project={project} />}
      {isAdding && <AddPeople project={project} known={items ?? []} onClose={() => setIsAdding(false)} />}
    </div>
  )
}
