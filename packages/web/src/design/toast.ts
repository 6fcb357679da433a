export type Toast = {
  id: string
  title: string
  text?: string
  tone: 'plain' | 'positive' | 'danger'
  action?: { label: string; onSelect: () => void }
  /** Zero stays until it is dismissed. */
  durationMs: number
}

export type NewToast = Omit<Toast, 'id' | 'tone' | 'durationMs'> & Partial<Pick<Toast, 'id' | 'tone' | 'durationMs'>>

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function replace(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Shows a toast, or replaces the one with the same `id`. Toasts with an action stay 8 s, others 4 s. */
export function showToast(toast: NewToast): string {
  const id = toast.id ?? `toast-${nextId++}`
  const shown: Toast = { tone: 'plain', durationMs: toast.action ? 8000 : 4000, ...toast, id }
  replace([...toasts.filter((each) => each.id !== id), shown].slice(-4))
  return id
}

export function dismissToast(id: string): void {
  replace(toasts.filter((each) => each.id !== id))
}

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  current: (): readonly Toast[] => toasts,
}
