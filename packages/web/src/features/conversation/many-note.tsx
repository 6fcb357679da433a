import { mayMentionAll, wordForMany } from '@kith/protocol/mention-all.ts'
import { mentionedIn } from '@kith/protocol/mention-names.ts'
import { Megaphone } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { TYPING_PAUSE_MS, useAnswer } from '../asking/asking.ts'

interface ManyNoteProps {
  conversationId: string
  text: string
  /** Gets how many people the text would tell by names of many. */
  onReach: (count: number) => void
  /** Whether its author is asked if they mean it. */
  isAsking: boolean
  onAnswer: (isMeant: boolean) => void
}

/** Says, before it is sent, whom a message tells that names many at once; and asks, where they are very many. */
export function ManyNote({ conversationId, text, onReach, isAsking, onAnswer }: ManyNoteProps) {
  const { shell } = useWords()
  const { mentioning: t } = useMoreWords()
  const entry = useKith((state) => state.conversations.get(conversationId))
  const isDirect = entry?.kind === 'direct'
  const names = isDirect ? [] : [...new Set(mentionedIn(text))].toSorted()
  const words = names.filter((name) => wordForMany(name) !== null)
  const mayAll = entry !== undefined && mayMentionAll(entry, entry.role)
  const isToAll = mayAll && words.some((name) => wordForMany(name) === 'all')
  const asked = isToAll ? [] : names
  const answer = useAnswer(
    `${conversationId} ${asked.join(',')}`,
    async (signal) => {
      if (asked.length === 0) return { count: 0 }
      const about = { conversationId, names: asked.join(',') }
      return client.api.call('GET /api/conversations/:conversationId/reach', about, { signal })
    },
    asked.length === 0 ? 0 : TYPING_PAUSE_MS,
  )
  const count = isToAll ? entry.memberCount - 1 : asked.length === 0 ? 0 : (answer.value?.count ?? 0)
  useEffect(() => {
    onReach(count)
    return () => onReach(0)
  }, [onReach, count])
  const isRefused = words.length > 0 && !mayAll
  const note = isRefused
    ? entry?.mentionAll === 'nobody'
      ? t.notAllowedAnybody
      : t.notAllowed
    : count > 0
      ? t.notifies(count)
      : ''
  return (
    <>
      <output>
        {note !== '' && (
          <span className="flex items-center gap-1.5 px-3 pt-2 text-sm text-muted">
            <Megaphone aria-hidden="true" className="size-4 shrink-0" />
            {note}
          </span>
        )}
      </output>
      {isAsking && (
        <Dialog
          isOpen
          onIsOpenChange={() => onAnswer(false)}
          size="sm"
          title={t.askTitle(count)}
          text={t.askText}
          closeLabel={shell.close}
          footer={
            <>
              <Button onClick={() => onAnswer(false)}>{t.goOn}</Button>
              <Button variant="primary" onClick={() => onAnswer(true)}>
                {t.send}
              </Button>
            </>
          }
        />
      )}
    </>
  )
}
