import type { ThreadPlace } from '@kith/protocol/users.ts'
import { useState } from 'react'
import { RadioCards } from '../../design/radio-cards.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

const places: readonly ThreadPlace[] = ['beside', 'inline']

/** Where one reads threads: what is unread depends on it, so it is the same on all of one's devices. */
export function ThreadPlaceChoice() {
  const { appearance: t } = useMoreWords().settings
  const report = useReport()
  const kept = useKith((state) => state.me?.threads ?? 'beside')
  const [wanted, setWanted] = useState<ThreadPlace | null>(null)

  function choose(threads: ThreadPlace): void {
    setWanted(threads)
    client
      .updateProfile({ threads })
      .catch((error: unknown) => report(t.threadsNotChanged, error))
      .finally(() => setWanted(null))
  }

  return (
    <RadioCards
      label={t.threads}
      isWide
      value={wanted ?? kept}
      onValueChange={choose}
      options={places.map((value) => ({ value, label: t.threadPlaces[value], hint: t.threadHints[value] }))}
    />
  )
}
