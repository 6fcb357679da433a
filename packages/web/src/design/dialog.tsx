import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { focusFirstField } from './focus-first-field.ts'
import { IconButton } from './icon-button.tsx'

export type DialogProps = {
  isOpen: boolean
  onIsOpenChange: (isOpen: boolean) => void
  title: string
  isTitleHidden?: boolean
  text?: ReactNode
  closeLabel: string
  size?: 'sm' | 'md' | 'lg'
  /** Buttons, in reading order; the one that confirms comes last. */
  footer?: ReactNode
  children?: ReactNode
}

const widths = { sm: 'max-w-sm', md: 'max-w-lg', lg: 'max-w-3xl' }

export function Dialog({
  isOpen,
  onIsOpenChange,
  title,
  isTitleHidden,
  text,
  closeLabel,
  size = 'md',
  footer,
  children,
}: DialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onIsOpenChange}>
      <Radix.Portal>
        <Scrim isOpen={isOpen} />
        <Radix.Content
          {...(text ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={focusFirstField}
          className={clsx(
            'motion-rise fixed inset-x-4 top-1/2 z-50 mx-auto flex max-h-[calc(100dvh-2rem)] -translate-y-1/2 flex-col',
            'rounded-lg bg-raised shadow-float outline-none',
            widths[size],
          )}
        >
          <DialogHeader title={title} isTitleHidden={isTitleHidden} text={text} closeLabel={closeLabel} />
          {children && <div className="min-h-0 overflow-y-auto overscroll-contain px-5 pb-5">{children}</div>}
          {footer && <div className="flex flex-wrap justify-end gap-2 px-5 pb-5">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Radix's own overlay locks scrolling with an injected `<style>`, which the content policy forbids. */
export function Scrim({ isOpen }: { isOpen: boolean }) {
  return <div data-modal data-state={isOpen ? 'open' : 'closed'} className="motion-fade fixed inset-0 z-40 bg-scrim" />
}

type DialogHeaderProps = Pick<DialogProps, 'title' | 'isTitleHidden' | 'text' | 'closeLabel'>

export function DialogHeader({ title, isTitleHidden = false, text, closeLabel }: DialogHeaderProps) {
  return (
    <div className="flex items-start gap-3 py-4 ps-5 pe-3">
      <div className="flex min-w-0 grow flex-col gap-1 pt-1.5">
        <Radix.Title className={isTitleHidden ? 'sr-only' : 'text-lg font-bold'}>{title}</Radix.Title>
        {text && <Radix.Description className="text-muted">{text}</Radix.Description>}
      </div>
      <Radix.Close asChild>
        <IconButton label={closeLabel} icon={<X />} hasTooltip={false} />
      </Radix.Close>
    </div>
  )
}
