import type { ProfileLink } from '@kith/protocol/users.ts'
import { Link as LinkIcon } from 'lucide-react'
import { useMoreWords } from '../../words/more-words.ts'

/** Where else somebody is to be found. What they link to learns nothing of this place. */
export function ProfileLinks({ links }: { links: readonly ProfileLink[] }) {
  const { people: t } = useMoreWords()
  const safe = links.filter(({ url }) => /^https?:\/\//i.test(url))
  if (safe.length === 0) return null
  return (
    <ul aria-label={t.links} className="mt-4 flex max-w-full flex-wrap justify-center gap-2">
      {safe.map(({ title, url }) => (
        <li key={url} className="max-w-full">
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-full border border-line px-3 text-sm font-medium transition-colors hover:bg-hover pointer-coarse:min-h-11"
          >
            <LinkIcon aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
            <bdi className="truncate">{title === '' ? shortened(url) : title}</bdi>
          </a>
        </li>
      ))}
    </ul>
  )
}

const shortened = (url: string): string => url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
