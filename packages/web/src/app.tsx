import { RouterProvider } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { DesignProvider } from './design/design-provider.tsx'
import { onDemand } from './design/on-demand.tsx'
import { toastStore } from './design/toast.ts'
import { router } from './router.tsx'
import { useWords } from './words/words.ts'

const { Part: Toaster } = onDemand(async () => (await import('./design/toaster.tsx')).Toaster)

export function App() {
  const { shell: t } = useWords()
  const hasToasts = useSyncExternalStore(toastStore.subscribe, () => toastStore.current().length > 0)
  return (
    <DesignProvider dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <RouterProvider router={router} />
      {hasToasts && <Toaster label={t.notices} closeLabel={t.close} />}
    </DesignProvider>
  )
}
