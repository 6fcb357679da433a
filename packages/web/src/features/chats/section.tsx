import type { Conversation } from '@kith/protocol/conversations.ts'
import { Archive, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../design/badge.tsx'
import { useWords } from '../../words/words.ts'
import { ChatRow } from './chat-row.tsx'

interface SectionProps {
  label: string
  entries: readonly Conversation[]
  myId: string
  openId: string | null
  /** Whether its name stands above it. */
  isTitled?: boolean
}

/** A part of the list. */
export function Section({ label, entries, myId, openId, isTitled = false }: SectionProps) {
  if (entries.length === 0) return null
  return (
    <>
      {isTitled && (
        <h2 aria-hidden="true" className="px-4.5 pt-2 pb-1 text-xs font-semibold text-muted">
          {label}
        </h2>
      )}
      <ul aria-label={label}>
        {entries.map((entry) => (
          <ChatRow key={entry.id} entry={entry} myId={myId} isOpen={entry.id === openId} />
        ))}
      </ul>
    </>
  )
}

/** What was put away, folded until one asks for it. */
export function ArchivedSection({ entries, myId, openId }: Omit<SectionProps, 'label' | 'isTitled'>) {
  const { chats: t } = useWords()
  const [isShown, setIsShown] = useState(false)
  if (entries.length === 0) return null
  const unread = entries.filter((entry) => entry.unread > 0).length
  return (
    <>
      <div className="px-2 pt-1">
        <button
          type="button"
          aria-expanded={isShown}
          onClick={() => setIsShown(!isShown)}
          className="flex min-h-11 w-full items-center gap-3 rounded-md px-2.5 text-start text-sm font-semibold text-muted outline-offset-[-2px] hover:bg-hover"
        >
          <Archive aria-hidden="true" className="size-4.5" />
          <span className="grow">{t.archived(entries.length)}</span>
          <Badge count={unread} tone="quiet" label={t.unreadArchived(unread)} />
          <ChevronRight
            aria-hidden="true"
            className={
              isShown ? 'size-4 rotate-90 transition-transform' : 'size-4 transition-transform rtl:-scale-x-100'
            }
          />
        </button>
      </div>
      {isShown && <Section label={t.archive} entries={entries} myId={myId} openId={openId} />}
    </>
  )
}
