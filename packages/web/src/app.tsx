import { RouterProvider } from '@tanstack/react-router'
import { DesignProvider } from './design/design-provider.tsx'
import { Toaster } from './design/toaster.tsx'
import { router } from './router.tsx'
import { useWords } from './words/words.ts'

export function App() {
  const { shell: t } = useWords()
  return (
    <DesignProvider dir={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <RouterProvider router={router} />
      <Toaster label={t.notices} closeLabel={t.close} />
    </DesignProvider>
  )
}
