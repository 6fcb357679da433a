import clsx from 'clsx'
import { SendHorizontal, SquareDashedMousePointer, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { isMod } from '../../live/platform.ts'
import { useCompletion } from '../../live/use-completion.ts'
import { useReport } from '../../live/use-report.ts'
import { useFileWords } from '../../words/file-words.ts'
import { MemberCompletions } from './member-completions.tsx'
import type { Marking } from './preview-props.ts'

interface CommentComposerProps {
  projectId: string
  label: string
  /** Begin with this: what is changed. */
  begin?: string
  /** What is written on the button that saves, where something is changed; else there is a sign. */
  saveLabel?: string
  isFocused?: boolean
  /** Null where there is no picture of which a part could be meant. */
  marking?: Marking | null
  onMarking?: (marking: Marking) => void
  onSend: (body: string, clientId: string) => Promise<unknown>
  onCancel?: () => void
}

/** Where a comment is written. Enter sends it, Shift and Enter begin a line; @ calls people of the project. */
export function CommentComposer(props: CommentComposerProps) {
  const {
    projectId,
    label,
    begin = '',
    saveLabel,
    isFocused = false,
    marking = null,
    onMarking,
    onSend,
    onCancel,
  } = props
  const { filePreview } = useFileWords()
  const { comments: t } = filePreview
  const report = useReport()
  const field = useRef<HTMLTextAreaElement>(null)
  const [body, setBody] = useState(begin)
  const [isSending, setIsSending] = useState(false)
  // The same until it is there: a retry after a lost answer says nothing twice.
  const [clientId, setClientId] = useState(() => crypto.randomUUID())
  const completion = useCompletion(field)
  const { begun } = completion
  const isEmpty = body.trim() === ''

  async function send(): Promise<void> {
    if (isEmpty || isSending) return
    setIsSending(true)
    try {
      await onSend(body.trim(), clientId)
      setBody('')
      setClientId(crypto.randomUUID())
    } catch (error) {
      report(saveLabel === undefined ? t.notSent : t.notSaved, error)
    }
    setIsSending(false)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      className={clsx(
        'relative flex shrink-0 flex-col gap-2',
        saveLabel === undefined && onCancel === undefined && 'border-t border-line p-3',
      )}
    >
      {begun?.kind === 'mention' && (
        <MemberCompletions projectId={projectId} q={begun.q} control={completion.control} />
      )}
      {marking?.isMarking === true && (
        <p className="flex items-center gap-2 rounded-sm bg-accent-soft py-1 ps-3 pe-1 text-sm text-on-accent-soft">
          <SquareDashedMousePointer aria-hidden="true" className="size-4 shrink-0" />
          <span className="grow">{marking.box === null ? t.marking : t.marked}</span>
          <IconButton
            size="sm"
            label={t.unmark}
            icon={<X />}
            hasTooltip={false}
            onClick={() => onMarking?.({ box: null, isMarking: false })}
          />
        </p>
      )}
      <div className="flex items-end gap-1.5">
        <textarea
          ref={(area) => {
            field.current = area
            if (area === null || !isFocused || area.dataset['met'] === 'true') return
            area.dataset['met'] = 'true'
            area.focus()
            area.setSelectionRange(area.value.length, area.value.length)
          }}
          aria-label={label}
          placeholder={label}
          rows={1}
          dir="auto"
          maxLength={4_000}
          value={body}
          aria-controls={begun?.kind === 'mention' ? completion.control.id : undefined}
          aria-activedescendant={completion.activeId ?? undefined}
          onChange={(event) => {
            setBody(event.currentTarget.value)
            completion.look()
          }}
          onSelect={completion.look}
          onKeyDown={(event) => {
            if (completion.takesKey(event)) return
            if (event.key === 'Escape' && onCancel !== undefined) {
              event.preventDefault()
              event.stopPropagation()
              onCancel()
              return
            }
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || (event.shiftKey && !isMod(event))) return
            event.preventDefault()
            void send()
          }}
          className="field-sizing-content max-h-40 min-h-control w-full min-w-0 resize-none rounded-md border border-line-strong bg-raised px-3 py-2 focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0"
        />
        {marking !== null && !marking.isMarking && (
          <IconButton
            label={t.mark}
            icon={<SquareDashedMousePointer />}
            onClick={() => onMarking?.({ box: null, isMarking: true })}
          />
        )}
        {saveLabel === undefined && (
          <IconButton
            type="submit"
            variant={isEmpty ? 'ghost' : 'accent'}
            label={t.send}
            icon={<SendHorizontal className="rtl:-scale-x-100" />}
            aria-disabled={isEmpty || isSending}
          />
        )}
      </div>
      {saveLabel !== undefined && (
        <div className="flex justify-end gap-2">
          <Button size="sm" onClick={onCancel}>
            {t.cancel}
          </Button>
          <Button size="sm" variant="primary" type="submit" disabled={isEmpty} isLoading={isSending}>
            {saveLabel}
          </Button>
        </div>
      )}
    </form>
  )
}
