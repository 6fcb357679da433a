import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { tabLinkClass } from '../../design/tab-link-class.ts'
import { projectShows } from '../../live/projects-address.ts'
import type { ProjectShow } from '../../live/projects-address.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { Directory } from './directory.tsx'
import { NewProject } from './new-project.tsx'
import { OwnProjects } from './own-projects.tsx'

/** One's projects, those put away, and those that are open to all. */
export function ProjectsPage({ show = 'mine' }: { show?: ProjectShow | undefined }) {
  const { projects: t } = useMoreWords()
  const [isMaking, setIsMaking] = useState(false)
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setIsMaking(true)}>
      {t.create}
    </Button>
  )
  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
      <div className="mx-auto flex w-full max-w-6xl grow flex-col px-4 pb-10 md:px-8 md:pt-6">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-4 pb-2">
          <h1 className="grow text-xl font-bold md:text-2xl">{t.title}</h1>
          {create}
          <p className="w-full text-muted">{t.text}</p>
        </header>
        <nav aria-label={t.shown} className="-mx-2 mb-4 flex overflow-x-auto scrollbar-none">
          {projectShows.map((each) => (
            <Link
              key={each}
              to="/projects"
              search={each === 'mine' ? {} : { show: each }}
              aria-current={each === show ? 'page' : undefined}
              className={tabLinkClass(each === show)}
            >
              {t.shows[each]}
            </Link>
          ))}
        </nav>
        {show === 'open' ? <Directory /> : <OwnProjects isArchive={show === 'archived'} create={create} />}
      </div>
      {isMaking && <NewProject onClose={() => setIsMaking(false)} />}
    </main>
  )
}
