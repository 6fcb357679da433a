import clsx from 'clsx'
import { Popover as Radix } from 'radix-ui'
import { useRef } from 'react'
import type { ReactElement, ReactNode } from 'react'

export type PopoverProps = {
  trigger: ReactElement
  /** What the panel is called when it is read aloud. */
  label: string
  isOpen?: boolean
  onIsOpenChange?: (isOpen: boolean) => void
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  /** The panel itself takes the focus, not the first button in it. */
  isPanelFocused?: boolean
  className?: string
  children: ReactNode
}

export function Popover({
  trigger,
  label,
  isOpen,
  onIsOpenChange,
  side = 'bottom',
  align = 'center',
  isPanelFocused = false,
  className,
  children,
}: PopoverProps) {
  const opener = useRef<HTMLButtonElement>(null)
  const isLeft = useRef(false)
  return (
    <Radix.Root open={isOpen} onOpenChange={onIsOpenChange}>
      <Radix.Trigger ref={opener} asChild>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => {
            if (!isPanelFocused || !(event.currentTarget instanceof HTMLElement)) return
            event.preventDefault()
            event.currentTarget.focus()
          }}
          onInteractOutside={() => {
            isLeft.current = true
          }}
          onCloseAutoFocus={(event) => {
            // Without being scrolled to: what was chosen here may have led elsewhere.
            event.preventDefault()
            if (!isLeft.current) opener.current?.focus({ preventScroll: true })
            isLeft.current = false
          }}
          className={clsx(
            'motion-pop z-50 max-h-(--radix-popper-available-height) max-w-[min(24rem,calc(100vw-1rem))] overflow-y-auto',
            'rounded-md bg-raised p-4 shadow-float outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
