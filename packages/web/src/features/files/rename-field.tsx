import type { ProjectEntry } from '@kith/protocol/project-files.ts'
import { useRef } from 'react'
import { useFileWords } from '../../words/file-words.ts'

interface RenameFieldProps {
  entry: Pick<ProjectEntry, 'name' | 'type'>
  onRename: (name: string) => void
  onClose: () => void
}

/** In place of a name: Enter takes the new one, Escape the old one. What a file ends in is not selected. */
export function RenameField({ entry: { name, type }, onRename, onClose }: RenameFieldProps) {
  const { projectFiles: t } = useFileWords()
  const isClosing = useRef(false)

  function settle(next: string): void {
    if (isClosing.current) return
    isClosing.current = true
    const trimmed = next.trim()
    if (trimmed !== '' && trimmed !== name) onRename(trimmed)
    onClose()
  }

  return (
    <input
      ref={(field) => {
        if (field === null || document.activeElement === field) return
        field.focus()
        const dot = type === 'file' ? name.lastIndexOf('.') : -1
        field.setSelectionRange(0, dot > 0 ? dot : name.length)
      }}
      defaultValue={name}
      aria-label={t.newName(name)}
      maxLength={200}
      dir="auto"
      autoComplete="off"
      spellCheck={false}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onBlur={(event) => settle(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') settle(event.currentTarget.value)
        if (event.key === 'Escape') {
          isClosing.current = true
          onClose()
        }
      }}
      className="h-8 w-full min-w-0 rounded-sm border border-line-strong bg-raised px-2 font-medium"
    />
  )
}
