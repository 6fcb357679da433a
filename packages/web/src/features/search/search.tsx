import type { SearchItem } from '@kith/protocol/search.ts'
import { useNavigate } from '@tanstack/react-router'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { moveAmongStops } from '../../design/move-among-stops.ts'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { nameOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, TYPING_PAUSE_MS, usePages } from '../asking/asking.ts'
import { FoundFile } from './found-file.tsx'
import { FoundMessage } from './found-message.tsx'
import { FoundConversation, FoundPerson } from './found-names.tsx'
import { Hints } from './hints.tsx'

/** So many files stand among everything else; there may be more. */
const FILES_SHOWN = 5

interface SearchProps {
  /** What is looked for, from the address: a reload asks the same. */
  q: string
  /** The one conversation that is looked in, or null for all. */
  inside: string | null
  /** Only files of projects, all of them. */
  isOfFiles: boolean
}

/** Everything that was said, and who and where, found as one types. */
export function SearchPage({ q, inside, isOfFiles }: SearchProps) {
  const words = useWords()
  const { search: t } = useMoreWords()
  const report = useReport()
  const navigate = useNavigate()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(q)
  const asked = text.trim()

  // Whoever comes here comes to write.
  useEffect(() => field.current?.focus(), [])

  const name = useKith((state) => {
    const entry = inside === null ? undefined : state.conversations.get(inside)
    return entry === undefined ? null : nameOf(entry, state.me?.id ?? '')
  })
  const [terms, setTerms] = useState<readonly string[]>([])
  const { items, error, isAsking, hasMore, isLoadingMore, again, more } = usePages<SearchItem>(
    JSON.stringify([asked, inside, isOfFiles]),
    async (cursor, signal) => {
      if (asked === '') return { items: [], nextCursor: null }
      const page = await client.api.call(
        'GET /api/search',
        {
          q: asked,
          limit: 30,
          ...(inside === null ? {} : { in: inside }),
          ...(isOfFiles ? { type: 'file' as const } : {}),
          ...(cursor === undefined ? {} : { cursor }),
        },
        signal === undefined ? {} : { signal },
      )
      setTerms(page.terms)
      return page
    },
    TYPING_PAUSE_MS,
  )

  function write(next: string): void {
    setText(next)
    // The address follows, without a step in the history for each letter.
    goTo(next, { inside, isOfFiles })
  }

  function goTo(text: string, narrowed: Omit<SearchProps, 'q'>): void {
    void navigate({
      to: '/search',
      search: {
        ...(text === '' ? {} : { q: text }),
        ...(narrowed.inside === null ? {} : { in: narrowed.inside }),
        ...(narrowed.isOfFiles ? { type: 'file' as const } : {}),
      },
      replace: true,
    })
  }

  function pick(example: string): void {
    write(`${asked === '' ? '' : `${asked} `}${example}`)
    field.current?.focus()
  }

  const people = items?.filter((item) => item.type === 'person') ?? []
  const conversations = items?.filter((item) => item.type === 'conversation') ?? []
  const files = items?.filter((item) => item.type === 'file') ?? []
  const messages = items?.filter((item) => item.type === 'message') ?? []
  const isEmpty = asked !== '' && !isAsking && items?.length === 0

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto" aria-busy={isAsking}>
      {/* The keys move between what can be focused in it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section
        aria-label={t.title}
        className="mx-auto flex w-full max-w-3xl grow flex-col px-4 pb-10 md:px-8 md:pt-6"
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => moveAmongStops(event, 'input, li a')}
      >
        <h1 className="pt-4 pb-3 text-xl font-bold md:text-2xl">{t.title}</h1>
        <div className="sticky top-0 z-10 bg-paper pb-2">
          <SearchField
            ref={field}
            label={inside === null ? t.field : t.here}
            clearLabel={words.shell.clear}
            value={text}
            onValueChange={write}
            autoComplete="off"
            maxLength={100}
          />
          {name !== null && (
            <Button
              size="sm"
              className="mt-2"
              icon={<X aria-hidden="true" />}
              aria-label={t.everywhere}
              onClick={() => goTo(asked, { inside: null, isOfFiles })}
            >
              {t.inside(name)}
            </Button>
          )}
          {isOfFiles && (
            <Button
              size="sm"
              className={clsx('mt-2', name !== null && 'ms-2')}
              icon={<X aria-hidden="true" />}
              aria-label={t.everything}
              onClick={() => goTo(asked, { inside, isOfFiles: false })}
            >
              {t.onlyFiles}
            </Button>
          )}
        </div>
        <output className="sr-only">
          {items !== undefined && asked !== '' && !isAsking && t.results(items.length)}
        </output>
        {asked === '' && <Hints onPick={pick} />}
        {asked !== '' && items === undefined && error === null && <SkeletonList label={t.loading} />}
        {items === undefined && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
        {isEmpty && (
          <EmptyState illustration={<EmptyPicture name="search" />} title={t.nothing} text={t.nothingText(asked)} />
        )}
        <Group title={t.people} isShown={people.length > 0}>
          {people.map(({ user }) => (
            <FoundPerson key={user.id} user={user} terms={terms} />
          ))}
        </Group>
        <Group title={t.conversations} isShown={conversations.length > 0}>
          {conversations.map(({ conversation }) => (
            <FoundConversation key={conversation.id} entry={conversation} terms={terms} />
          ))}
        </Group>
        <Group title={t.files} isShown={files.length > 0}>
          {files.map((found) => (
            <FoundFile key={found.entry.id} found={found} terms={terms} />
          ))}
          {!isOfFiles && files.length >= FILES_SHOWN && (
            <li>
              <Button size="sm" className="ms-2.5 mt-1" onClick={() => goTo(asked, { inside, isOfFiles: true })}>
                {t.allFiles}
              </Button>
            </li>
          )}
        </Group>
        <Group title={t.messages} isShown={messages.length > 0}>
          {messages.map(({ message }) => (
            <FoundMessage key={message.id} message={message} terms={terms} />
          ))}
        </Group>
        {hasMore && (
          <Button
            className="mx-auto mt-4"
            isLoading={isLoadingMore}
            onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
          >
            {t.more}
          </Button>
        )}
      </section>
    </main>
  )
}

function Group({ title, isShown, children }: { title: string; isShown: boolean; children: ReactNode }) {
  if (!isShown) return null
  return (
    <section aria-label={title} className="pt-3">
      <h2 className="px-2.5 pb-1 text-sm font-semibold text-muted">{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}
