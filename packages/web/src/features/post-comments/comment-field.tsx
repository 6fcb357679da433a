import { limits } from '@kith/protocol/limits.ts'
import { SendHorizontal } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { useCompletion } from '../../live/use-completion.ts'
import { usePostingWords } from '../../words/posting-words.ts'
import { PostCompletions } from '../completions/completions.tsx'

/** From here on it is said how much room is left. */
const SAID_FROM = 300

const completed = ['mention'] as const

interface CommentFieldProps {
  label: string
  /** Begin with this. */
  begin?: string
  isFocused?: boolean
  /** Of what is changed: what is written on the button. Else there is a sign. */
  saveLabel?: string
  isBusy?: boolean
  onChange?: (body: string) => void
  onSend: (body: string) => void
  onCancel?: () => void
}

/** Where a comment is written. Enter sends it, Shift and Enter begin a line; @ names people. */
export function CommentField(props: CommentFieldProps) {
  const { label, begin = '', isFocused = false, saveLabel, isBusy = false, onChange, onSend, onCancel } = props
  const { postComments: t } = usePostingWords()
  const field = useRef<HTMLTextAreaElement>(null)
  const [body, setBody] = useState(begin)
  const completion = useCompletion(field, completed)
  const left = limits.commentMax - Array.from(body).length
  const isEmpty = body.trim() === ''
  const mayGo = !isEmpty && left >= 0 && !isBusy

  function write(next: string): void {
    setBody(next)
    onChange?.(next)
  }

  function send(): void {
    if (!mayGo) return
    onSend(body.trim())
    // What is changed stays until it is taken.
    if (saveLabel === undefined) setBody('')
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="relative flex flex-col gap-2"
    >
      <PostCompletions completion={completion} />
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
          value={body}
          aria-controls={completion.activeId === null ? undefined : completion.control.id}
          aria-activedescendant={completion.activeId ?? undefined}
          onChange={(event) => {
            write(event.currentTarget.value)
            completion.look()
          }}
          onSelect={completion.look}
          onKeyDown={(event) => {
            if (completion.takesKey(event)) {
              event.stopPropagation()
              return
            }
            if (event.key === 'Escape' && onCancel !== undefined) {
              event.preventDefault()
              event.stopPropagation()
              onCancel()
              return
            }
            if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.shiftKey) return
            event.preventDefault()
            send()
          }}
          className="field-sizing-content max-h-40 min-h-control w-full min-w-0 resize-none rounded-md border border-line-strong bg-raised px-3 py-2 focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0"
        />
        {saveLabel === undefined && (
          <IconButton
            type="submit"
            variant={isEmpty ? 'ghost' : 'accent'}
            label={t.send}
            icon={<SendHorizontal className="rtl:-scale-x-100" />}
            aria-disabled={!mayGo}
          />
        )}
      </div>
      {left < SAID_FROM && <p className="text-end text-xs text-muted">{t.left(left)}</p>}
      {saveLabel !== undefined && (
        <div className="flex justify-end gap-2">
          <Button size="sm" onClick={onCancel}>
            {t.cancel}
          </Button>
          <Button size="sm" variant="primary" type="submit" disabled={isEmpty || left < 0} isLoading={isBusy}>
            {saveLabel}
          </Button>
        </div>
      )}
    </form>
  )
}
