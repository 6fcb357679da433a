import type { SavedMessage } from '@kith/protocol/marks.ts'
import { BookmarkX } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'
import { MarkRow } from '../marks/marks.tsx'

/** What one keeps for oneself, the newest first. */
export function SavedPage() {
  const { conversation } = useConversationWords()
  const { marks: t } = useMoreWords()
  const report = useReport()
  const kept = useKith((state) => state.saved)
  const { items, error, hasMore, isLoadingMore, again, more } = usePages<SavedMessage>(
    // What is saved on another device is asked for anew; what is let go of goes by itself.
    `saved ${kept?.rev ?? 0}`,
    (cursor, signal) =>
      client.api.call(
        'GET /api/me/saved',
        cursor === undefined ? {} : { cursor },
        signal === undefined ? {} : { signal },
      ),
  )
  const shown = items?.filter(({ message }) => kept === null || kept.ids.has(message.id))

  function letGo(messageId: string): void {
    client.marks.unsave(messageId).then(
      () => {
        const again = (): void => {
          client.marks.save(messageId).catch((failure: unknown) => report(conversation.notSaved, failure))
        }
        showToast({ title: conversation.unsaved, action: { label: conversation.undo, onSelect: again } })
      },
      (failure: unknown) => report(conversation.notUnsaved, failure),
    )
  }

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
      <div className="mx-auto flex w-full max-w-3xl grow flex-col px-4 pb-10 md:px-8 md:pt-6">
        <header className="pt-4 pb-3">
          <h1 className="text-xl font-bold md:text-2xl">{t.saved}</h1>
          <p className="text-muted">{t.savedText}</p>
        </header>
        {shown === undefined && error === null && <SkeletonList label={t.loading} />}
        {shown === undefined && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
        {shown?.length === 0 && !hasMore && (
          <EmptyState illustration={<EmptyPicture name="chats" />} title={t.noneSaved} text={t.noneSavedText} />
        )}
        <ul>
          {shown?.map(({ message }) => (
            <MarkRow key={message.id} message={message} hasPlace>
              <IconButton
                label={conversation.actions.unsave}
                icon={<BookmarkX />}
                className="m-1.5"
                onClick={() => letGo(message.id)}
              />
            </MarkRow>
          ))}
        </ul>
        {hasMore && (
          <Button
            className="mx-auto mt-4"
            isLoading={isLoadingMore}
            onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
          >
            {t.more}
          </Button>
        )}
      </div>
    </main>
  )
}
