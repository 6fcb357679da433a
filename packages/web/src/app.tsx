import { RouterProvider } from '@tanstack/react-router'
import { DesignProvider } from './design/design-provider.tsx'
import { Toaster } from './design/toaster.tsx'
import { router } from './router.tsx'

export function App() {
  return (
    <DesignProvider dir="ltr">
      <RouterProvider router={router} />
      <Toaster label="Notices" closeLabel="Close" />
    </DesignProvider>
  )
}
