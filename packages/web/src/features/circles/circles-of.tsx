import { useId } from 'react'
import { client } from '../../live/client.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useAnswer } from '../asking/asking.ts'
import { CircleRow } from './circle-row.tsx'

/** The circles that somebody is in; nothing where they are in none. */
export function CirclesOf({ userId }: { userId: string }) {
  const id = useId()
  const { circles: t } = useMoreWords()
  const found = useAnswer(userId, (signal) => client.api.call('GET /api/circles', { userId }, { signal }))
  if (found.value === undefined || found.value.items.length === 0) return null
  return (
    <section aria-labelledby={id} className="mt-8 w-full border-t border-line pt-5 text-start">
      <p id={id} className="mb-1.5 px-2.5 text-sm font-semibold text-muted">
        {t.title}
      </p>
      <ul>
        {found.value.items.map((circle) => (
          <CircleRow key={circle.id} circle={circle} />
        ))}
      </ul>
    </section>
  )
}
