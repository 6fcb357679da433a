import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { MenuAt } from '../../design/menu.tsx'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { listed } from '../../live/listing.ts'
import { nameOf, peerOf } from '../../live/naming.ts'
import { showOverlay } from '../../live/overlay.ts'
import { modKey } from '../../live/platform.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWatch } from '../../live/watch.ts'
import { folded } from '../../words/folded.ts'
import { useWords } from '../../words/words.ts'
import { ChatRow } from './chat-row.tsx'
import { NewMenu } from './new-menu.tsx'
import { PeopleFound } from './people-found.tsx'
import { useChatMenu } from './use-chat-menu.tsx'

/** One's conversations, newest first, with a field that narrows them down and finds people. */
export function ChatList({ openId }: { openId: string | null }) {
  const { chats: t, shell } = useWords()
  const navigate = useNavigate()
  const all = useKith(listed)
  const opened = useKith((state) => (openId === null ? undefined : state.conversations.get(openId)))
  const isLoaded = useKith((state) => state.isListLoaded)
  const myId = useKith((state) => state.me?.id ?? '')
  const [query, setQuery] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const menu = useChatMenu()

  const q = folded(query)
  const shown = useMemo(() => {
    const withOpened = opened !== undefined && !all.includes(opened) ? [opened, ...all] : all
    return q === '' ? withOpened : withOpened.filter((entry) => folded(nameOf(entry, myId)).includes(q))
  }, [all, opened, q, myId])
  useWatch(useMemo(() => shown.slice(0, 100).flatMap((entry) => peerOf(entry, myId)?.id ?? []), [shown, myId]))

  function onFieldKey(event: KeyboardEvent): void {
    const first = shown[0]
    if (event.key === 'ArrowDown') moveFocus(event, list.current, 1)
    else if (event.key === 'Escape') setQuery('')
    else if (event.key === 'Enter' && first !== undefined && q !== '') {
      setQuery('')
      void navigate({ to: '/chats/$conversationId', params: { conversationId: first.id } })
    }
  }

  return (
    <>
      <header className="flex items-center gap-2 ps-4.5 pe-3 pt-3 pb-2">
        <h1 className="grow text-xl font-extrabold">{t.title}</h1>
        <NewMenu />
      </header>
      <SearchField
        label={t.filter}
        clearLabel={shell.clear}
        value={query}
        onValueChange={setQuery}
        onKeyDown={onFieldKey}
        shortcut={[modKey, 'K']}
        className="mx-3 mb-2"
      />
      {!isLoaded && all.length === 0 ? (
        <SkeletonList label={t.loading} />
      ) : (
        <div className="min-h-0 grow overflow-y-auto overscroll-contain pb-2">
          {/* The keys move between the links that are in it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <ul ref={list} aria-label={t.title} {...menu.handlers} onKeyDown={(event) => moveByKey(event, list.current)}>
            {shown.map((entry) => (
              <ChatRow key={entry.id} entry={entry} myId={myId} isOpen={entry.id === openId} />
            ))}
          </ul>
          <MenuAt place={menu.place} label={t.menu} entries={menu.entries} onClose={menu.close} />
          {q !== '' && <PeopleFound query={query.trim()} hasChats={shown.length > 0} onLeave={() => setQuery('')} />}
          {q === '' && shown.length === 0 && (
            <EmptyState
              illustration={<EmptyPicture name="chats" />}
              title={t.empty}
              text={t.emptyText}
              action={<Button onClick={() => showOverlay('new-direct')}>{t.newMessage}</Button>}
            />
          )}
        </div>
      )}
    </>
  )
}

const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }

function moveByKey(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = steps[event.key]
  if (step !== undefined && !event.altKey) moveFocus(event, list, step)
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null, step: number): void {
  const links = [...(list?.querySelectorAll<HTMLElement>('a') ?? [])]
  const at = links.findIndex((link) => link === document.activeElement)
  const next = links[Math.max(0, Math.min(links.length - 1, at + step))]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
