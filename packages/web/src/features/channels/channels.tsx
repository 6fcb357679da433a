import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { showOverlay } from '../../live/overlay.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'
import { ChannelRow } from './channel-row.tsx'

/** The directory: every channel that anyone may join. */
export function ChannelsPage() {
  const words = useWords()
  const { channels: t } = useMoreWords()
  const report = useReport()
  const [text, setText] = useState('')
  const q = text.trim()
  const { items, error, isAsking, hasMore, isLoadingMore, again, more } = usePages(
    q,
    (cursor, signal) =>
      client.api.call(
        'GET /api/channels',
        { q, limit: 30, ...(cursor === undefined ? {} : { cursor }) },
        signal === undefined ? {} : { signal },
      ),
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  const create = (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => showOverlay('new-channel')}>
      {t.create}
    </Button>
  )

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto" aria-busy={isAsking}>
      <div className="mx-auto flex w-full max-w-3xl grow flex-col px-4 pb-10 md:px-8 md:pt-6">
        <header className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-4 pb-3">
          <h1 className="grow text-xl font-bold md:text-2xl">{t.title}</h1>
          {create}
          <p className="w-full text-muted">{t.text}</p>
        </header>
        <SearchField
          className="mb-2"
          label={t.search}
          clearLabel={words.shell.clear}
          value={text}
          onValueChange={setText}
          autoComplete="off"
          maxLength={100}
        />
        {items === undefined && error === null && <SkeletonList label={t.loading} />}
        {items === undefined && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
        {items !== undefined && items.length === 0 && (
          <EmptyState
            illustration={<EmptyPicture name={q === '' ? 'chats' : 'search'} />}
            title={q === '' ? t.empty : t.nothing}
            text={q === '' ? t.emptyText : t.nothingText(q)}
            action={q === '' ? create : undefined}
          />
        )}
        <ul className="divide-y divide-line">
          {items?.map((channel) => (
            <ChannelRow key={channel.id} channel={channel} />
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
