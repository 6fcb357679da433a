import { limits } from '@kith/protocol/limits.ts'
import type { Message } from '@kith/protocol/messages.ts'
import { draftKey } from '@kith/sdk/drafts.ts'
import { ProblemError } from '@kith/sdk/problem-error.ts'
import clsx from 'clsx'
import { Check, Pencil, Reply, SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import { client } from '../../live/client.ts'
import { draftOf, keepDraft, useDraft } from '../../live/drafts.ts'
import { personName } from '../../live/naming.ts'
import { modKey } from '../../live/platform.ts'
import { usePreferences } from '../../live/preferences.ts'
import { sendDraft, sendWhenUploaded } from '../../live/sending.ts'
import { isAllUploaded, useTray } from '../../live/tray.ts'
import { useReport } from '../../live/use-report.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { plainText } from '../../words/plain-text.ts'
import { Completions, prefetchCompletions } from './completions.tsx'
import { isSending, wrapsSelection } from './composer-keys.ts'
import { ComposerNote } from './composer-note.tsx'
import { OtherDraft } from './other-draft.tsx'
import { AttachButton, RecordButton, Recorder, Tray } from '../attachments/attachments.tsx'
import { useCompletion } from '../../live/use-completion.ts'

const { Part: ManyNote } = onDemand(() =>
  import('./many-note.tsx').then(
    (part) => part.ManyNote,
    () => () => null,
  ),
)

interface ComposerProps {
  conversationId: string
  /** The thread for which it is; null for the conversation itself. */
  threadId?: string | null
  /** What the field asks for. */
  label: string
  /** The message being changed, if any. */
  editing: Message | null
  onEditingChange: (message: Message | null) => void
  /** The message being answered, as far as it is loaded. */
  replyTo: Message | null
  /** What stands above the field: why what is written here may not arrive. */
  notice?: ReactNode
  /** Whether the other does not take what one writes; told after each try. */
  onRefused: (isRefused: boolean) => void
  /** One's newest message that may be changed, for the arrow key. */
  lastOwn: () => Message | null
}

/** Where one writes. What was begun is kept, also over a reload. Mount it anew for each message that is changed. */
export function Composer({
  conversationId,
  threadId = null,
  label,
  editing,
  onEditingChange,
  replyTo,
  notice,
  onRefused,
  lastOwn,
}: ComposerProps) {
  const { conversation: t } = useConversationWords()
  const { sendKey } = usePreferences()
  const report = useReport()
  const key = draftKey(conversationId, threadId)
  const draft = useDraft(key)
  const [change, setChange] = useState(editing?.body ?? '')
  const field = useRef<HTMLTextAreaElement>(null)
  const choice = useCompletion(field)
  const [reach, setReach] = useState(0)
  const [isAsking, setIsAsking] = useState(false)
  // Only a new message of the conversation itself names more than single people.
  const isOpen = editing === null && threadId === null
  const text = editing === null ? draft.body : change
  const tray = useTray(key)
  const [isRecording, setIsRecording] = useState(false)
  const over = countCharacters(text) - limits.messageMax
  const hasFiles =
    editing === null
      ? tray.items.length > 0
      : editing.attachments.length + editing.sharedFiles.length + editing.sharedPosts.length > 0
  const maySend = (text.trim() !== '' || hasFiles) && over <= 0

  // What one answers or changes is written next: the field takes the focus. Not when a conversation is merely opened
  // on a phone, where the keyboard would cover what one came to read.
  const subject = editing?.id ?? draft.replyTo
  useEffect(() => {
    if (subject !== null || matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true })
  }, [subject])

  function onText(value: string): void {
    if (editing !== null) {
      setChange(value)
      return
    }
    keepDraft(key, { ...draft, body: value })
    if (value.trim() !== '') client.typing(conversationId, threadId)
  }

  function submit(isMeant = false): void {
    if (!maySend) return
    if (editing === null && !isMeant && reach > limits.mentionAskedFrom) {
      setIsAsking(true)
      return
    }
    if (editing === null) {
      onRefused(false)
      if (isAllUploaded(tray)) {
        const { clientId, sent } = sendDraft(key, { isMeant })
        if (tray.items.length === 0) {
          sent.catch((error: unknown) => isNotAccepting(error) && takeBackRefused(clientId, draft.replyTo))
        }
      } else sendWhenUploaded(key, { isMeant })
    } else {
      onEditingChange(null)
      if (text !== editing.body) {
        client.edit(editing.id, text).catch((error: unknown) => report(t.notEdited, error))
      }
    }
    field.current?.focus()
  }

  /** What they do not take is not lost: it stands where it was written, unless something else does by now. */
  function takeBackRefused(clientId: string, answered: string | null): void {
    onRefused(true)
    const now = draftOf(key)
    if (now.body !== '' || now.replyTo !== null) return
    keepDraft(key, { body: text, replyTo: answered })
    void client.discard(clientId)
  }

  function cancel(): void {
    if (editing !== null) onEditingChange(null)
    else keepDraft(key, { ...draft, replyTo: null })
  }

  function onRecorded(isToBeSent: boolean): void {
    setIsRecording(false)
    if (isToBeSent) sendWhenUploaded(key)
    requestAnimationFrame(() => field.current?.focus({ preventScroll: true }))
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (choice.takesKey(event)) return
    if (isSending(event, sendKey)) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape' && subject !== null) {
      event.preventDefault()
      cancel()
    } else if (event.key === 'ArrowUp' && text === '' && editing === null && !event.altKey) {
      const message = lastOwn()
      if (message === null) return
      event.preventDefault()
      onEditingChange(message)
    } else wrapsSelection(event)
  }

  return (
    <form
      className="px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-5 md:pb-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="relative mx-auto max-w-5xl rounded-lg bg-raised shadow-raised outline-focus focus-within:shadow-float">
        {notice}
        <Completions completion={choice} conversationId={conversationId} isNew={isOpen} />
        {isOpen && text.includes('@') && (
          <ManyNote
            conversationId={conversationId}
            text={text}
            onReach={setReach}
            isAsking={isAsking}
            onAnswer={(isMeant) => {
              setIsAsking(false)
              if (isMeant) submit(true)
            }}
          />
        )}
        {editing === null && draft.other !== null && <OtherDraft draftKey={key} other={draft.other} />}
        {editing !== null && (
          <ComposerNote icon={<Pencil />} title={t.editing} text={plainText(editing.body)} onCancel={cancel} />
        )}
        {editing === null && replyTo !== null && (
          <ComposerNote
            icon={<Reply />}
            title={t.replyingTo(personName(replyTo.author))}
            text={plainText(replyTo.body)}
            onCancel={cancel}
          />
        )}
        {editing === null && tray.items.length > 0 && <Tray draftKey={key} />}
        {isRecording && <Recorder draftKey={key} onEnd={onRecorded} />}
        <div className={clsx('items-end gap-1.5 p-1.5', isRecording ? 'hidden' : 'flex')}>
          {editing === null && <AttachButton draftKey={key} />}
          <textarea
            ref={field}
            dir="auto"
            rows={1}
            aria-label={label}
            placeholder={label}
            value={text}
            onChange={(event) => onText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onSelect={choice.look}
            onFocus={prefetchCompletions}
            onBlur={() => client.drafts.flush()}
            aria-autocomplete="list"
            aria-controls={choice.activeId === null ? undefined : choice.control.id}
            aria-activedescendant={choice.activeId ?? undefined}
            title={sendKey === 'enter' ? t.hints.enter : t.hints['mod-enter'](modKey)}
            enterKeyHint={sendKey === 'enter' ? 'send' : 'enter'}
            className="field-sizing-content max-h-[38dvh] min-h-control min-w-0 grow resize-none overflow-y-auto bg-transparent px-1.5 py-[calc((var(--control)-1.375rem)/2)] outline-none"
          />
          {over > 0 && <output className="self-center text-sm text-danger-text">{t.tooLong(over)}</output>}
          {!maySend && text === '' && editing === null ? (
            <RecordButton onPress={() => setIsRecording(true)} />
          ) : (
            <IconButton
              type="submit"
              label={editing === null ? t.send : t.save}
              icon={editing === null ? <SendHorizontal className="rtl:-scale-x-100" /> : <Check />}
              variant={maySend ? 'accent' : 'ghost'}
              aria-disabled={!maySend}
              className={clsx('rounded-full!', !maySend && 'opacity-60')}
            />
          )}
        </div>
      </div>
    </form>
  )
}

const isNotAccepting = (error: unknown): boolean => error instanceof ProblemError && error.code === 'not-accepting'

/** Code points, as the limit counts them. */
function countCharacters(text: string): number {
  if (text.length <= limits.messageMax) return text.length
  let count = 0
  for (const _ of text) count++
  return count
}
