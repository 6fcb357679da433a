import type { ThreadItem } from '@kith/protocol/threads.ts'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { unreadByThread } from '../../live/threads.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import type { Pages } from '../asking/asking.ts'
import { ThreadRow } from './thread-row.tsx'
import { useThreads } from './use-threads.ts'

/** The threads that one follows, in all conversations: what is unread first, each part with the newest reply first. */
export function ThreadsPage() {
  const { followedThreads: t } = useMoreWords()
  const unread = useThreads('unread')
  const all = useThreads('all')
  /** Those that one has just stopped following here. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const unreadNow = useKith(unreadByThread)
  const mine = unread.items?.filter(({ root, follow }) => {
    return !left.has(root.id) && (unreadNow.get(root.id) ?? follow.unread) > 0
  })
  const isNew = new Set(mine?.map(({ root }) => root.id))
  const others = all.items?.filter(({ root }) => !isNew.has(root.id) && !left.has(root.id))
  const error = unread.error ?? all.error
  const isLoaded = unread.items !== undefined && others !== undefined

  function onFollowed(threadId: string, isFollowed: boolean): void {
    setLeft((before) => new Set([...before, threadId].filter((id) => !isFollowed || id !== threadId)))
  }

  function again(): void {
    unread.again()
    all.again()
  }

  return (
    <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
      <div className="mx-auto flex w-full max-w-3xl grow flex-col px-4 pb-10 md:px-8 md:pt-6">
        <header className="pt-4 pb-3">
          <h1 className="text-xl font-bold md:text-2xl">{t.title}</h1>
          <p className="text-muted">{t.text}</p>
        </header>
        {!isLoaded && error === null && <SkeletonList label={t.loading} />}
        {!isLoaded && error !== null && <NotLoaded error={error} onAgain={again} words={t} />}
        {isLoaded && isNew.size === 0 && others.length === 0 && (
          <EmptyState
            illustration={<EmptyPicture name="chats" />}
            title={t.none}
            text={t.noneText}
            action={
              <Link to="/chats" className={buttonClass('primary')}>
                {t.toChats}
              </Link>
            }
          />
        )}
        {isLoaded && (
          <>
            <Part title={t.unread} items={mine ?? []} pages={unread} onFollowed={onFollowed} />
            <Part
              title={isNew.size > 0 ? t.others : t.title}
              items={others}
              pages={all}
              isTitleHidden={isNew.size === 0}
              onFollowed={onFollowed}
            />
          </>
        )}
      </div>
    </main>
  )
}

interface PartProps {
  title: string
  items: readonly ThreadItem[]
  pages: Pages<ThreadItem>
  isTitleHidden?: boolean
  onFollowed: (threadId: string, isFollowed: boolean) => void
}

function Part({ title, items, pages: { hasMore, isLoadingMore, more }, isTitleHidden = false, onFollowed }: PartProps) {
  const { followedThreads: t } = useMoreWords()
  const report = useReport()
  if (items.length === 0 && !hasMore) return null
  return (
    <section aria-label={title} className="pt-2">
      {!isTitleHidden && <h2 className="px-2.5 pt-2 pb-1 text-sm font-semibold text-muted">{title}</h2>}
      <ul className="flex flex-col gap-0.5">
        {items.map((item) => (
          <ThreadRow key={item.root.id} item={item} onFollowed={onFollowed} />
        ))}
      </ul>
      {hasMore && (
        <Button
          className="mx-auto mt-3 flex"
          isLoading={isLoadingMore}
          onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
        >
          {t.more}
        </Button>
      )}
    </section>
  )
}
