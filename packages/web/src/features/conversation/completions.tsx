import { onDemand } from '../../design/on-demand.tsx'
import { EmojiCompletions } from '../marks/marks.tsx'
import type { Completion } from '../../live/use-completion.ts'

/** Without a connection one writes on all the same. */
const Nothing = (): null => null

const { Part: MentionCompletions, prefetch } = onDemand(() =>
  import('./mention-completions.tsx').then(
    ({ MentionCompletions: Part }) => Part,
    () => Nothing,
  ),
)

/** Fetches what is needed at the first @, so that it is here by then. */
export const prefetchCompletions = prefetch

interface CompletionsProps {
  completion: Completion
  conversationId: string
  isNew: boolean
}

/** What may complete the word that is being written. */
export function Completions({ completion: { begun, control }, conversationId, isNew }: CompletionsProps) {
  if (begun?.kind === 'emoji') return <EmojiCompletions q={begun.q} control={control} />
  if (begun === null) return null
  return <MentionCompletions q={begun.q} control={control} conversationId={conversationId} isNew={isNew} />
}
