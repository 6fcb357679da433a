import type { UIEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useWatch } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'
import { FoundCircles } from '../circles/circles.tsx'
import type { ShownListProps } from './people-list.tsx'
import { PersonRow } from './person-row.tsx'
import { QuickAsk } from './quick-ask.tsx'

const NEAR_END_PX = 400

/** The directory: everyone here, searched as one types, page by page as one scrolls. */
export function Everyone({ q, openUsername }: ShownListProps) {
  const { people: t } = useMoreWords()
  const report = useReport()
  const { items, error, isAsking, hasMore, isLoadingMore, again, more } = usePages(
    q,
    (cursor, signal) =>
      client.api.call(
        'GET /api/people',
        { q, limit: 60, ...(cursor === undefined ? {} : { cursor }) },
        signal === undefined ? {} : { signal },
      ),
    q === '' ? 0 : TYPING_PAUSE_MS,
  )
  useWatch(items?.map(({ id }) => id) ?? [])

  const loadMore = (): void => void more().catch((failure: unknown) => report(t.notLoaded, failure))

  function onScroll({ currentTarget: list }: UIEvent<HTMLElement>): void {
    const left = list.scrollHeight - list.scrollTop - list.clientHeight
    if (left < NEAR_END_PX && hasMore) loadMore()
  }

  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto px-2 pb-2" onScroll={onScroll} aria-busy={isAsking}>
      <output className="sr-only">{items !== undefined && q !== '' && !isAsking && t.results(items.length)}</output>
      <FoundCircles q={q} />
      {items === undefined && error === null && <SkeletonList label={t.loading} />}
      {items === undefined && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
      {items?.length === 0 && q !== '' && (
        <EmptyState illustration={<EmptyPicture name="search" />} title={t.nothing} text={t.nothingText(q)} />
      )}
      {items?.length === 0 && q === '' && <Alone />}
      <ul>
        {items?.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isOpen={person.username === openUsername}
            status={person.status}
            action={<QuickAsk person={person} />}
          />
        ))}
      </ul>
      {hasMore && (
        <Button variant="ghost" className="mx-auto mt-2" isLoading={isLoadingMore} onClick={loadMore}>
          {t.more}
        </Button>
      )}
    </div>
  )
}

function Alone() {
  const { people: t } = useMoreWords()
  const report = useReport()
  const copy = (): void => {
    navigator.clipboard.writeText(location.origin).then(
      () => showToast({ title: t.copied }),
      (error: unknown) => report(t.notCopied, error),
    )
  }
  return (
    <EmptyState
      illustration={<EmptyPicture name="people" />}
      title={t.empty}
      text={t.emptyText}
      action={<Button onClick={copy}>{t.copyAddress}</Button>}
    />
  )
}
