import { Link } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { unreadThreads } from '../../live/threads.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'

/** The way to one's threads on a phone, where there is no rail. */
export function ThreadsLink() {
  const { shell: t } = useWords()
  const unread = useKith(unreadThreads)
  return (
    <Link
      to="/threads"
      aria-label={unread > 0 ? `${t.threads}, ${t.unreadThreads(unread)}` : t.threads}
      className={buttonClass('ghost', 'md', 'relative w-control px-0! md:hidden')}
    >
      <MessagesSquare aria-hidden="true" className="size-5" />
      {unread > 0 && (
        <span className="absolute end-1.5 top-1.5 size-2.5 rounded-full border-2 border-paper bg-accent" />
      )}
    </Link>
  )
}
