import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { DesignProvider } from './design/design-provider.tsx'
import { toastStore } from './design/toast.ts'
import { router } from './router.tsx'
import { useWords } from './words/words.ts'

const Toaster = lazy(() => import('./design/toaster.tsx').then(({ Toaster: toaster }) => ({ default: toaster })))

export function App() {
  const { shell: t } = useWords()
  const hasToasts = useSyncExternalStore(toastStore.subscribe, () => toastStore.current().length > 0)
  return (
    <DesignProvider dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <RouterProvider router={router} />
      {hasToasts && (
        <Suspense>
          <Toaster label={t.notices} closeLabel={t.close} />
        </Suspense>
      )}
    </DesignProvider>
  )
}
