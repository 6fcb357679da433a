import { useKith } from '../../live/use-kith.ts'
import { Bubble } from './bubble.tsx'
import { FailedNote } from './failed-note.tsx'
import { Line } from './line.tsx'
import type { PendingRow } from './rows.ts'
import { ofPending } from './shown-message.ts'

interface PendingItemProps {
  row: PendingRow
  isDirect: boolean
  isBubble: boolean
  onJump: (seq: number) => void
}

/** What was written here and is not stored yet. */
export function PendingItem({ row, isDirect, isBubble, onJump }: PendingItemProps) {
  const me = useKith((state) => state.me)
  if (me === null) return null
  const Look = isBubble ? Bubble : Line
  return (
    <li data-key={row.key} className={`px-3 md:px-5 ${row.isFirst ? 'pt-group' : 'pt-0.5'}`}>
      <Look
        message={ofPending(row.entry, row.replyTo, me)}
        isFirst={row.isFirst}
        isLast={row.isLast}
        isDirect={isDirect}
        onJump={onJump}
      />
      {row.entry.state === 'failed' && <FailedNote entry={row.entry} />}
    </li>
  )
}
