import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { DesignProvider } from './design/design-provider.tsx'
import { onDemand } from './design/on-demand.tsx'
import { toastStore } from './design/toast.ts'
import { router } from './router.tsx'
import { useWords } from './words/words.ts'

/** Most of what it tells of fails for want of a connection: it is here before that. */
const PREFETCH_MS = 3000

/** It stands beside the pages, so that no boundary of theirs is around it. */
const { Part: Toaster, prefetch } = onDemand(
  async () => (await import('./design/toaster.tsx')).Toaster,
  () => null,
  true,
)

export function App() {
  const { shell: t } = useWords()
  const hasToasts = useSyncExternalStore(toastStore.subscribe, () => toastStore.current().length > 0)
  useEffect(() => {
    const timer = setTimeout(prefetch, PREFETCH_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <DesignProvider dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <RouterProvider router={router} />
      {hasToasts && <Toaster label={t.notices} closeLabel={t.close} />}
    </DesignProvider>
  )
}
