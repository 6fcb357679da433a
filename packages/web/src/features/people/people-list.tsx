import { useState } from 'react'
import type { UIEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { useReport } from '../../live/use-report.ts'
import { useWatch } from '../../live/watch.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { moveAmongRows } from './move-among-rows.ts'
import { PersonRow } from './person-row.tsx'
import { usePeople } from './use-people.ts'

const NEAR_END_PX = 400

/** Everyone here, searched as one types. */
export function PeopleList({ openUsername }: { openUsername?: string }) {
  const words = useWords()
  const { people: t } = useMoreWords()
  const report = useReport()
  const [text, setText] = useState('')
  const q = text.trim()
  const { items, error, isAsking, hasMore, isLoadingMore, again, more } = usePeople(q)
  useWatch(items?.map(({ id }) => id) ?? [])
  const Title = openUsername === undefined ? 'h1' : 'h2'

  const loadMore = (): void => void more().catch((failure: unknown) => report(t.notLoaded, failure))

  function onScroll({ currentTarget: list }: UIEvent<HTMLElement>): void {
    const left = list.scrollHeight - list.scrollTop - list.clientHeight
    if (left < NEAR_END_PX && hasMore) loadMore()
  }

  return (
    <div className="flex min-h-0 grow flex-col">
      <header className="flex shrink-0 flex-col gap-2 px-4 pt-4 pb-3">
        <Title className="text-xl font-bold">{t.title}</Title>
        <SearchField
          label={t.search}
          clearLabel={words.shell.clear}
          value={text}
          onValueChange={setText}
          autoComplete="off"
          maxLength={100}
          onKeyDown={moveAmongRows}
        />
      </header>
      <div className="flex min-h-0 grow flex-col overflow-y-auto px-2 pb-2" onScroll={onScroll} aria-busy={isAsking}>
        <output className="sr-only">{items !== undefined && q !== '' && !isAsking && t.results(items.length)}</output>
        {items === undefined && error === null && <SkeletonList label={t.loading} />}
        {items === undefined && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
        {items !== undefined && items.length === 0 && (
          <EmptyState
            illustration={<EmptyPicture name={q === '' ? 'people' : 'search'} />}
            title={q === '' ? t.empty : t.nothing}
            text={q === '' ? t.emptyText : t.nothingText(q)}
          />
        )}
        <ul>
          {items?.map((person) => (
            <PersonRow key={person.id} person={person} isOpen={person.username === openUsername} />
          ))}
        </ul>
        {hasMore && (
          <Button variant="ghost" className="mx-auto mt-2" isLoading={isLoadingMore} onClick={loadMore}>
            {t.more}
          </Button>
        )}
      </div>
    </div>
  )
}
