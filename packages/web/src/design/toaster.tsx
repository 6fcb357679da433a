import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { useSyncExternalStore } from 'react'
import { IconButton } from './icon-button.tsx'
import { dismissToast, type Toast, toastStore } from './toast.ts'

export type ToasterProps = {
  /** The region's name, read aloud. */
  label: string
  closeLabel: string
}

// Our own, because sonner injects a `<style>` when it is imported, which the content policy forbids.
export function Toaster({ label, closeLabel }: ToasterProps) {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.current)
  return (
    <Radix.Provider swipeDirection="down" label={label}>
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
      <Radix.Viewport
        label={label}
        className="pointer-events-none fixed inset-x-4 bottom-[calc(5.5rem+env(safe-area-inset-bottom))] z-50 mx-auto flex max-w-md flex-col items-center gap-2 outline-none"
      />
    </Radix.Provider>
  )
}

function ToastRow({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  return (
    <Radix.Root
      duration={toast.durationMs === 0 ? Infinity : toast.durationMs}
      type={toast.tone === 'danger' ? 'foreground' : 'background'}
      onOpenChange={(isOpen) => {
        if (!isOpen) dismissToast(toast.id)
      }}
      className="motion-rise pointer-events-auto flex min-h-12 w-fit max-w-full items-center gap-3 rounded-md bg-ink py-1.5 ps-4 pe-1.5 text-on-ink shadow-float data-[swipe=move]:translate-y-(--radix-toast-swipe-move-y)"
    >
      {toast.tone === 'danger' && <CircleAlert aria-hidden="true" className="size-5 shrink-0" />}
      {toast.tone === 'positive' && <CircleCheck aria-hidden="true" className="size-5 shrink-0" />}
      <div className="flex min-w-0 grow flex-col py-1">
        <Radix.Title className="font-semibold">{toast.title}</Radix.Title>
        {toast.text && <Radix.Description className="text-sm">{toast.text}</Radix.Description>}
      </div>
      {toast.action && (
        <Radix.Action
          altText={toast.action.label}
          onClick={toast.action.onSelect}
          className="h-9 shrink-0 rounded-sm px-3 font-bold underline-offset-4 hover:underline focus-visible:outline-on-ink"
        >
          {toast.action.label}
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton
          size="sm"
          hasTooltip={false}
          label={closeLabel}
          icon={<X />}
          className="text-on-ink! hover:bg-on-ink/15! focus-visible:outline-on-ink"
        />
      </Radix.Close>
    </Radix.Root>
  )
}
