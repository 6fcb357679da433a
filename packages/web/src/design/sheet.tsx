import clsx from 'clsx'
import { Dialog as Radix } from 'radix-ui'
import { focusFirstField } from './focus-first-field.ts'
import { DialogHeader, type DialogProps, Scrim } from './dialog.tsx'

export type SheetProps = Omit<DialogProps, 'size'>

/** Rises from below on phones, comes in from the end on desktops. */
export function Sheet({
  isOpen,
  onIsOpenChange,
  title,
  isTitleHidden,
  text,
  closeLabel,
  footer,
  children,
}: SheetProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onIsOpenChange}>
      <Radix.Portal>
        <Scrim isOpen={isOpen} />
        <Radix.Content
          {...(text ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={focusFirstField}
          className={clsx(
            'motion-sheet fixed z-50 flex flex-col bg-raised shadow-float outline-none',
            'inset-x-0 bottom-0 max-h-[88dvh] rounded-t-lg pb-[env(safe-area-inset-bottom)]',
            'md:inset-y-0 md:start-auto md:end-0 md:max-h-none md:w-100 md:rounded-none',
          )}
        >
          <span aria-hidden="true" className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line md:hidden" />
          <DialogHeader title={title} isTitleHidden={isTitleHidden} text={text} closeLabel={closeLabel} />
          <div className="min-h-0 grow overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>
          {footer && <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-4">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
