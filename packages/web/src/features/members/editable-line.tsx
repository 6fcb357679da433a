import clsx from 'clsx'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ReactNode, SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { TextField } from '../../design/text-field.tsx'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

type EditableLineProps = {
  label: string
  editLabel: string
  value: string
  maxLength: number
  isRequired?: boolean
  mayChange: boolean
  className?: string
  onSave: (value: string) => Promise<unknown>
  /** How it reads while it is not being changed. */
  children: ReactNode
}

/** One line that turns into a field. Enter saves, Escape gives up; the focus goes back to where it came from. */
export function EditableLine(props: EditableLineProps) {
  const { label, editLabel, value, maxLength, isRequired = false, mayChange, className, onSave, children } = props
  const { members: t } = useMoreWords()
  const report = useReport()
  const pencil = useRef<HTMLButtonElement>(null)
  const [text, setText] = useState<string | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const isEmpty = isRequired && text?.trim() === ''

  function close(): void {
    setText(null)
    // The pencil is drawn again first.
    requestAnimationFrame(() => pencil.current?.focus())
  }

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (text === null || isEmpty) return
    setIsSaving(true)
    try {
      if (text.trim() !== value) await onSave(text)
      close()
    } catch (error) {
      report(t.notChanged, error)
    } finally {
      setIsSaving(false)
    }
  }

  if (text === null) {
    return (
      <div className={clsx('flex max-w-full items-center justify-center gap-1', mayChange && 'ps-9', className)}>
        <div className="min-w-0">{children}</div>
        {mayChange && (
          <IconButton ref={pencil} size="sm" label={editLabel} icon={<Pencil />} onClick={() => setText(value)} />
        )}
      </div>
    )
  }
  return (
    <form
      noValidate
      onSubmit={(event) => void save(event)}
      className={clsx('flex w-full flex-col gap-2 text-start', className)}
    >
      <TextField
        label={label}
        value={text}
        maxLength={maxLength}
        autoComplete="off"
        // The person has just asked for this field.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          close()
        }}
        aria-required={isRequired}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={close}>
          {t.cancel}
        </Button>
        <Button size="sm" type="submit" variant="primary" isLoading={isSaving} aria-disabled={isEmpty}>
          {t.save}
        </Button>
      </div>
    </form>
  )
}
