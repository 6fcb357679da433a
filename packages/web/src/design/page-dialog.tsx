import clsx from 'clsx'
import { Dialog as Radix } from 'radix-ui'
import type { ClipboardEvent, DragEvent, ReactNode } from 'react'
import { DialogHeader, Scrim } from './dialog.tsx'
import type { DialogProps } from './dialog.tsx'
import { focusFirstField } from './focus-first-field.ts'

export type PageDialogProps = Omit<DialogProps, 'isOpen' | 'size' | 'footer'> & {
  /** Stands below, always in view. */
  footer?: ReactNode
  /** Lies over it, as while files are held above it. */
  veil?: ReactNode
  onPaste?: (event: ClipboardEvent<HTMLElement>) => void
  onDragOver?: (event: DragEvent<HTMLElement>) => void
  onDragLeave?: (event: DragEvent<HTMLElement>) => void
  onDrop?: (event: DragEvent<HTMLElement>) => void
}

/** Work of its own above the page: a dialog where there is room, the whole page on phones. */
export function PageDialog(props: PageDialogProps) {
  const { onIsOpenChange, title, isTitleHidden, text, closeLabel, footer, veil, children, ...handlers } = props
  return (
    <Radix.Root open onOpenChange={onIsOpenChange}>
      <Radix.Portal>
        <Scrim isOpen />
        <Radix.Content
          {...handlers}
          {...(text ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={focusFirstField}
          className={clsx(
            'motion-fade fixed inset-0 z-50 flex flex-col bg-raised pb-[env(safe-area-inset-bottom)] outline-none',
            'md:inset-x-4 md:inset-y-auto md:top-1/2 md:mx-auto md:max-h-[calc(100dvh-2rem)] md:max-w-2xl md:-translate-y-1/2 md:rounded-lg md:pb-0 md:shadow-float',
          )}
        >
          <DialogHeader title={title} isTitleHidden={isTitleHidden} text={text} closeLabel={closeLabel} />
          <div className="min-h-0 grow overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>
          {footer && (
            <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line px-5 py-3">{footer}</div>
          )}
          {veil}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
