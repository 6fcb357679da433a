import type { OwnUser } from '@kith/protocol/users.ts'
import { SmilePlus } from 'lucide-react'
import { showOverlay } from '../../live/overlay.ts'
import { statusNow } from '../../live/status.ts'
import { useWords } from '../../words/words.ts'

/** What one is up to, and the way to change it. */
export function StatusRow({ me }: { me: OwnUser }) {
  const { shell } = useWords()
  const status = statusNow(me.status)
  return (
    <button
      type="button"
      onClick={() => showOverlay('status')}
      className="inline-flex min-h-9 max-w-full items-center gap-2 rounded-full bg-sunken px-3.5 py-1 text-start font-medium transition-colors hover:bg-hover pointer-coarse:min-h-11"
    >
      {status === null || status.emoji === '' ? (
        <SmilePlus aria-hidden="true" className="size-4.5 shrink-0 text-muted" />
      ) : (
        <span>{status.emoji}</span>
      )}
      <bdi className="truncate">{status === null ? shell.setStatus : status.text || shell.changeStatus}</bdi>
      {status !== null && status.text !== '' && <span className="sr-only">{shell.changeStatus}</span>}
    </button>
  )
}
