import { NoticeHead } from './notice-head.tsx'
import { NoticeList } from './notice-list.tsx'

/** All that happened, as a page. */
export function NotificationsPage() {
  return (
    <main className="flex min-h-0 grow flex-col overflow-y-auto">
      <div className="mx-auto flex w-full max-w-2xl grow flex-col pb-8 md:pt-4">
        <NoticeHead heading="h1" />
        <NoticeList />
      </div>
    </main>
  )
}
