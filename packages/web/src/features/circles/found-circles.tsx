import { client } from '../../live/client.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'
import { CircleRow } from './circle-row.tsx'

const SHOWN = 5

/** The circles that are called like what is looked for among people. */
export function FoundCircles({ q }: { q: string }) {
  const { circles: t } = useMoreWords()
  const found = useAnswer(
    q,
    async (signal) =>
      q === '' ? [] : (await client.api.call('GET /api/circles', { q, limit: SHOWN }, { signal })).items,
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  if (q === '' || found.value === undefined || found.value.length === 0) return null
  return (
    <ul aria-label={t.title} className="mb-2 border-b border-line pb-2">
      {found.value.map((circle) => (
        <CircleRow key={circle.id} circle={circle} />
      ))}
    </ul>
  )
}
