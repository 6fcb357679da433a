import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NoticeRow } from './notice-row.tsx'

/** What happened, newest first. `onGo`: somebody follows one of them. */
export function NoticeList({ onGo }: { onGo?: () => void }) {
  const { notifications: t } = useMoreWords()
  const report = useReport()
  const items = useKith(({ notices }) => notices.items)
  const hasMore = useKith(({ notices }) => notices.nextCursor !== null)
  const isOffline = useKith(({ connection }) => connection.state === 'offline')
  const [isLoading, setIsLoading] = useState(false)

  async function more(): Promise<void> {
    setIsLoading(true)
    await client.notices.more().catch((error: unknown) => report(t.notLoaded, error))
    setIsLoading(false)
  }

  if (items === null && isOffline) {
    return <EmptyState illustration={<EmptyPicture name="offline" />} title={t.notLoaded} />
  }
  if (items === null) return <SkeletonList count={6} label={t.loading} />
  if (items.length === 0) return <EmptyState title={t.empty} text={t.emptyText} />
  return (
    <>
      <ul aria-label={t.title} className="flex flex-col px-2">
        {items.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} onGo={onGo} />
        ))}
      </ul>
      {hasMore && (
        <div className="flex justify-center p-3">
          <Button isLoading={isLoading} onClick={() => void more()}>
            {t.more}
          </Button>
        </div>
      )}
    </>
  )
}
