import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Checkbox } from '../../design/checkbox.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { TextField } from '../../design/text-field.tsx'
import { showToast } from '../../design/toast.ts'
import { listed } from '../../live/listing.ts'
import { nameOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { folded } from '../../words/folded.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { useWords } from '../../words/words.ts'

const AT_ONCE = 10
const SHOWN = 50

export interface ToConversation {
  conversationId: string
  /** The same again sends nothing twice. */
  clientId: string
  /** What somebody wrote with it; empty where they wrote nothing. */
  comment: string
}

export interface ConversationsDialogProps {
  title: string
  text: ReactNode
  words: { send: (count: number) => string; sent: (count: number) => string; notSent: string }
  /** Sends it to one of them. @throws ProblemError, OfflineError */
  send: (to: ToConversation) => Promise<unknown>
  onClose: () => void
}

/** Sends something on to some conversations, with a few words of one's own where one has any. */
export function ConversationsDialog({ title, text: about, words, send, onClose }: ConversationsDialogProps) {
  const { shell } = useWords()
  const { sharing: t } = usePostingWords()
  const report = useReport()
  const all = useKith(listed)
  const myId = useKith((state) => state.me?.id ?? '')
  const [text, setText] = useState('')
  const [comment, setComment] = useState('')
  const [isSending, setIsSending] = useState(false)
  // By conversation the id of what is sent there: trying again after a failure sends nothing twice.
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const [sent, setSent] = useState<ReadonlySet<string>>(new Set())
  const query = folded(text.trim())
  const shown = useMemo(
    () => all.filter((entry) => query === '' || folded(nameOf(entry, myId)).includes(query)).slice(0, SHOWN),
    [all, query, myId],
  )

  function toggle(id: string, isOn: boolean): void {
    const next = new Map(chosen)
    if (isOn) next.set(id, crypto.randomUUID())
    else next.delete(id)
    setChosen(next)
  }

  async function sendAll(): Promise<void> {
    setIsSending(true)
    const done = new Set(sent)
    try {
      for (const [conversationId, clientId] of chosen) {
        if (done.has(conversationId)) continue
        await send({ conversationId, clientId, comment: comment.trim() })
        done.add(conversationId)
      }
      showToast({ tone: 'positive', title: words.sent(chosen.size) })
      onClose()
    } catch (error) {
      setSent(done)
      report(words.notSent, error)
      setIsSending(false)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={title}
      text={about}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{shell.cancel}</Button>
          <Button variant="primary" disabled={chosen.size === 0} isLoading={isSending} onClick={() => void sendAll()}>
            {words.send(chosen.size)}
          </Button>
        </>
      }
    >
      <SearchField
        className="mt-1"
        label={t.search}
        clearLabel={shell.clear}
        value={text}
        onValueChange={setText}
        autoComplete="off"
      />
      <ul aria-label={t.conversations} className="my-2 h-[min(18rem,35dvh)] overflow-y-auto overscroll-contain">
        {shown.length === 0 && <li className="p-2 text-muted">{t.nowhere}</li>}
        {shown.map((entry) => (
          <li key={entry.id}>
            <Checkbox
              label={nameOf(entry, myId)}
              isChecked={chosen.has(entry.id)}
              disabled={isSending || (chosen.size >= AT_ONCE && !chosen.has(entry.id))}
              onIsCheckedChange={(isOn) => toggle(entry.id, isOn)}
            />
          </li>
        ))}
      </ul>
      <TextField
        label={t.comment}
        dir="auto"
        autoComplete="off"
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
    </Dialog>
  )
}
