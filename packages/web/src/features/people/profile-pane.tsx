import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { useWords } from '../../words/words.ts'
import { ProfileView } from './profile-view.tsx'

/** A profile beside the list; on phones in its place. */
export function ProfilePane({ username }: { username: string }) {
  const { shell } = useWords()
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto">
      <div className="px-2 pt-2 md:hidden">
        <Link to="/people" aria-label={shell.back} className={buttonClass('ghost', 'md', 'w-control px-0!')}>
          <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
        </Link>
      </div>
      <div className="mx-auto flex w-full max-w-lg grow flex-col px-5 pb-10 md:pt-14">
        <ProfileView username={username} heading="h1" mayWrite />
      </div>
    </div>
  )
}
