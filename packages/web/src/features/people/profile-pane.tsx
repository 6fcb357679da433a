import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import type { PeopleSearch } from '../../live/people-address.ts'
import { useWords } from '../../words/words.ts'
import { ProfilePosts } from './profile-posts.tsx'
import { ProfileView } from './profile-view.tsx'

/** A profile beside the list; on phones in its place. */
export function ProfilePane({ username, show, list }: PeopleSearch & { username: string }) {
  const { shell } = useWords()
  const navigate = useNavigate()
  const search = show === undefined ? {} : { show }
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto">
      <div className="px-2 pt-2 md:hidden">
        <Link
          to="/people"
          search={search}
          aria-label={shell.back}
          className={buttonClass('ghost', 'md', 'w-control px-0!')}
        >
          <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
        </Link>
      </div>
      <div className="mx-auto flex w-full max-w-2xl grow flex-col px-5 pb-10 md:pt-14">
        <ProfileView
          username={username}
          heading="h1"
          mayWrite
          posts={(profile, isMe) => <ProfilePosts profile={profile} isMe={isMe} />}
          show={show}
          list={list}
          onCloseList={() => void navigate({ to: '/people/$username', params: { username }, search })}
          onRenamed={(now) =>
            void navigate({
              to: '/people/$username',
              params: { username: now },
              search: { ...search, ...(list === undefined ? {} : { list }) },
              replace: true,
            })
          }
        />
      </div>
    </div>
  )
}
