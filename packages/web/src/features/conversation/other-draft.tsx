import type { DraftText } from '@kith/sdk/draft-merge.ts'
import { FileStack, X } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { client } from '../../live/client.ts'
import { plainText } from '../../words/plain-text.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

/** What was begun on another device at the same time, and gave way to what stands below. */
export function OtherDraft({ draftKey, other }: { draftKey: string; other: DraftText }) {
  const { conversation: t } = useConversationWords()
  return (
    <div className="flex items-center gap-3 border-b border-line py-1.5 ps-4 pe-1.5">
      <FileStack aria-hidden="true" className="size-4.5 shrink-0 text-accent-text" />
      <output className="flex min-w-0 grow flex-col text-sm">
        <span className="truncate font-semibold text-accent-text">{t.otherDraft}</span>
        <span dir="auto" className="words-line text-muted">
          {plainText(other.body)}
        </span>
      </output>
      <Button size="sm" variant="ghost" onClick={() => client.drafts.swap(draftKey)}>
        {t.swapDrafts}
      </Button>
      <IconButton size="sm" label={t.discard} icon={<X />} onClick={() => client.drafts.dropOther(draftKey)} />
    </div>
  )
}
