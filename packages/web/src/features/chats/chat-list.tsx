import type { Conversation } from '@kith/protocol/conversations.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { Bookmark, ListFilter, X } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SearchField } from '../../design/search-field.tsx'
import { onDemand } from '../../design/on-demand.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { useContextMenu } from '../../design/use-context-menu.ts'
import { sectionsOf } from '../../live/listing.ts'
import { client } from '../../live/client.ts'
import { preferences, usePreferences } from '../../live/preferences.ts'
import { nameOf, peerOf } from '../../live/naming.ts'
import { modKey } from '../../live/platform.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWatch } from '../../live/watch.ts'
import { folded } from '../../words/folded.ts'
import { useWords } from '../../words/words.ts'
import { ListMenu } from './list-menu.tsx'
import { NewMenu } from './new-menu.tsx'
import { SearchLink } from './search-link.tsx'
import { ThreadsLink } from './threads-link.tsx'
import { ArchivedSection, Section } from './section.tsx'
import { useOrdering } from './use-ordering.ts'

/** Not needed for reading the list. */
const { Part: ChatMenu } = onDemand(async () => (await import('./chat-menu.tsx')).ChatMenu)
const { Part: ProjectChip } = onDemand(async () => (await import('./project-chip.tsx')).ProjectChip)
const { Part: PeopleFound } = onDemand(async () => (await import('./people-found.tsx')).PeopleFound)

interface ChatListProps {
  openId: string | null
  /** Only the conversations of this project are listed. */
  projectId: string | null
}

/** One's conversations, newest first, with a field that narrows them down and finds people. */
export function ChatList({ openId, projectId }: ChatListProps) {
  const { chats: t, shell } = useWords()
  const navigate = useNavigate()
  const sections = useKith(sectionsOf)
  const { isUnreadOnly } = usePreferences()
  const ordering = useOrdering()
  const opened = useKith((state) => (openId === null ? undefined : state.conversations.get(openId)))
  const isLoaded = useKith((state) => state.isListLoaded)
  const myId = useKith((state) => state.me?.id ?? '')
  const [query, setQuery] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const [menuFor, setMenuFor] = useState<string | null>(null)
  const menu = useContextMenu((target) => {
    const row = target.closest<HTMLElement>('[data-conversation]')
    setMenuFor(row?.dataset['conversation'] ?? null)
    return row !== null
  })
  const menuEntry = menuFor === null ? undefined : client.state.conversations.get(menuFor)

  const q = folded(query)
  const { favourites, others, archived } = useMemo(() => {
    const isWanted = (entry: Conversation): boolean => {
      if (projectId !== null && entry.projectId !== projectId) return false
      if (q !== '') return folded(nameOf(entry, myId)).includes(q)
      return !isUnreadOnly || entry.unread > 0 || entry.id === openId
    }
    // What was just begun is shown before anybody has written in it.
    const isNew = opened !== undefined && !opened.isArchived && !sections.all.includes(opened)
    return {
      favourites: sections.favourites.filter(isWanted),
      others: (isNew ? [opened, ...sections.others] : sections.others).filter(isWanted),
      archived: sections.archived.filter(isWanted),
    }
  }, [sections, opened, openId, q, myId, isUnreadOnly, projectId])
  const shown = useMemo(
    () => [...favourites, ...others, ...(q === '' ? [] : archived)],
    [favourites, others, archived, q],
  )
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

  function onListKey(event: KeyboardEvent): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-conversation]') : null
    const entry = client.state.conversations.get(target?.dataset['conversation'] ?? '')
    const at = linksOf(list.current).findIndex((link) => link === document.activeElement)
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : rowKeys[event.key.toLowerCase()]
    if (entry === undefined || act === undefined) moveByKey(event, list.current)
    else {
      event.preventDefault()
      void ordering[act](entry).then(() => requestAnimationFrame(() => keepFocus(list.current, entry.id, at)))
    }
  }

  return (
    <>
      <header className="flex items-center gap-2 ps-4.5 pe-3 pt-3 pb-2">
        <h1 className="grow text-xl font-extrabold">{t.title}</h1>
        <ThreadsLink />
        <Link to="/saved" aria-label={shell.saved} className={buttonClass('ghost', 'md', 'w-control px-0! md:hidden')}>
          <Bookmark aria-hidden="true" className="size-5" />
        </Link>
        <ListMenu ordering={ordering} />
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
      {projectId !== null && <ProjectChip projectId={projectId} />}
      {isUnreadOnly && (
        <p className="px-3 pb-1">
          <Button size="sm" variant="ghost" onClick={() => preferences.set({ isUnreadOnly: false })}>
            <ListFilter aria-hidden="true" />
            {t.unreadOnly}
            <X aria-hidden="true" />
            <span className="sr-only">{t.showAll}</span>
          </Button>
        </p>
      )}
      {!isLoaded && sections.all.length === 0 ? (
        <SkeletonList label={t.loading} />
      ) : (
        <div className="min-h-0 grow overflow-y-auto overscroll-contain pb-2">
          {/* The keys move between the links that are in it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div
            ref={list}
            data-one-project={projectId === null ? undefined : true}
            {...menu.handlers}
            onKeyDown={onListKey}
          >
            {q !== '' ? (
              <Section label={t.title} entries={shown} myId={myId} openId={openId} />
            ) : (
              <>
                <Section label={t.favourites} entries={favourites} myId={myId} openId={openId} isTitled />
                <Section
                  label={t.title}
                  entries={others}
                  myId={myId}
                  openId={openId}
                  isTitled={favourites.length > 0}
                />
                <ArchivedSection entries={archived} myId={myId} openId={openId} />
              </>
            )}
          </div>
          {menu.place !== null && menuEntry !== undefined && (
            <ChatMenu place={menu.place} entry={menuEntry} ordering={ordering} onClose={menu.close} />
          )}
          {q !== '' && <SearchLink query={query.trim()} />}
          {q !== '' && <PeopleFound query={query.trim()} hasChats={shown.length > 0} onLeave={() => setQuery('')} />}
          {q === '' && isUnreadOnly && shown.length === 0 && (
            <EmptyState
              illustration={<EmptyPicture name="chats" />}
              title={t.allRead}
              text={t.allReadText}
              action={<Button onClick={() => preferences.set({ isUnreadOnly: false })}>{t.showAll}</Button>}
            />
          )}
          {q === '' &&
            !isUnreadOnly &&
            projectId === null &&
            archived.length === 0 &&
            shown.every(({ isLobby }) => isLobby) && (
              <EmptyState
                illustration={<EmptyPicture name="people" />}
                title={t.first}
                text={t.firstText}
                action={
                  <Link to="/people" className={buttonClass('primary')}>
                    {t.findPeople}
                  </Link>
                }
              />
            )}
        </div>
      )}
    </>
  )
}

const rowKeys: Record<string, 'favour' | 'archive' | 'read'> = { f: 'favour', e: 'archive', u: 'read' }
const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }

function moveByKey(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = steps[event.key]
  if (step !== undefined && !event.altKey) moveFocus(event, list, step)
}

const linksOf = (list: HTMLElement | null): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>('a') ?? [])]

/** The row that had the focus may stand elsewhere by now, or be gone. */
function keepFocus(list: HTMLElement | null, conversationId: string, at: number): void {
  if (document.activeElement !== document.body) return
  const links = linksOf(list)
  const own = links.find((link) =>
    link.closest('[data-conversation]')?.matches(`[data-conversation="${conversationId}"]`),
  )
  const next = own ?? links[Math.min(at, links.length - 1)]
  next?.focus()
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null, step: number): void {
  const links = linksOf(list)
  const at = links.findIndex((link) => link === document.activeElement)
  const next = links[Math.max(0, Math.min(links.length - 1, at + step))]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
