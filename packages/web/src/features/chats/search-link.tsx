import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useWords } from '../../words/words.ts'

/** From the names in the list to all that was said. */
export function SearchLink({ query }: { query: string }) {
  const { chats: t } = useWords()
  return (
    <p className="px-2 pt-1">
      <Link
        to="/search"
        search={{ q: query.slice(0, 100) }}
        className="flex min-h-11 items-center gap-3 rounded-md px-2.5 py-row outline-offset-[-2px] hover:bg-hover"
      >
        <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-hover text-muted">
          <Search aria-hidden="true" className="size-4.5" />
        </span>
        <span dir="auto" className="min-w-0 truncate">
          {t.searchFor(query)}
        </span>
      </Link>
    </p>
  )
}
