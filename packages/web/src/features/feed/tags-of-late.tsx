import { Link } from '@tanstack/react-router'
import { client } from '../../live/client.ts'
import { useFeedWords } from '../../words/feed-words.ts'
import { useAnswer } from '../asking/asking.ts'

const SHOWN = 8

/** The hashtags that were used most of late. Nothing where there are none, or they cannot be had. */
export function TagsOfLate() {
  const { feed: t } = useFeedWords()
  const { value } = useAnswer('tags', (signal) => client.api.call('GET /api/tags', { q: '' }, { signal }))
  if (value === undefined || value.items.length === 0) return null
  return (
    <section aria-labelledby="tags-of-late">
      <h2 id="tags-of-late" className="pb-2 text-sm font-semibold text-muted">
        {t.tagsOfLate}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {value.items.slice(0, SHOWN).map(({ tag, count }) => (
          <li key={tag}>
            <Link
              to="/tags/$tag"
              params={{ tag }}
              title={t.tagText(count)}
              className="flex h-8 items-center rounded-full border border-line bg-raised px-3 text-sm font-medium hover:bg-hover"
            >
              <bdi>#{tag}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
