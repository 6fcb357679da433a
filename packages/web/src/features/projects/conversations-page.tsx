import type { CallReply } from '@kith/protocol/registry.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { Lock, MessagesSquare, Plus, UsersRound } from 'lucide-react'
import { useId, useState } from 'react'
import { Badge } from '../../design/badge.tsx'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { ConversationFace } from '../../live/conversation-face.tsx'
import { nameOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { shortTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { NewTalk } from './new-talk.tsx'
import { useOpenProject } from './open-project.ts'
import { mayBeginConversation } from './rights.ts'
import { useTalks } from './use-talks.ts'

type Talk = CallReply<'GET /api/projects/:projectId/conversations'>['items'][number]

/** The conversations of the project: those one is in, and those one may join. */
export function ConversationsPage() {
  const project = useOpenProject()
  const { projects } = useMoreWords()
  const t = projects.conversations
  const report = useReport()
  const [isBeginning, setIsBeginning] = useState(false)
  const { items, error, hasMore, isLoadingMore, again, more } = useTalks(project.id)
  const create = mayBeginConversation(project) && (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setIsBeginning(true)}>
      {t.create}
    </Button>
  )
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col px-4 py-5 md:px-8">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <Link to="/chats" search={{ project: project.id }} className={buttonClass('ghost', 'md', '-ms-3')}>
          <MessagesSquare aria-hidden="true" />
          {t.inChats}
        </Link>
        <span className="ms-auto">{create}</span>
      </div>
      {items === undefined && error === null && <SkeletonList count={4} label={t.loading} />}
      {items === undefined && error !== null && (
        <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.notLoaded, tryAgain: projects.tryAgain }} />
      )}
      <ul className="-mx-2">
        {items?.map((talk) => (
          <TalkRow key={talk.id} talk={talk} />
        ))}
      </ul>
      {items?.length === 1 && (
        <p className="mt-6 text-center text-pretty text-muted">
          <span className="font-semibold text-ink">{t.only}</span>
          <br />
          {t.onlyText}
        </p>
      )}
      {hasMore && (
        <Button
          variant="ghost"
          className="mx-auto mt-2"
          isLoading={isLoadingMore}
          onClick={() => void more().catch((failure: unknown) => report(t.notLoaded, failure))}
        >
          {projects.more}
        </Button>
      )}
      {isBeginning && <NewTalk project={project} onClose={() => setIsBeginning(false)} />}
    </div>
  )
}

function TalkRow({ talk }: { talk: Talk }) {
  const id = useId()
  const { chats } = useWords()
  const { conversations: t } = useMoreWords().projects
  const navigate = useNavigate()
  const report = useReport()
  const [isJoining, setIsJoining] = useState(false)
  const myId = useKith((state) => state.me?.id ?? '')
  const entry = useKith((state) => state.conversations.get(talk.id))
  const isMember = entry !== undefined
  const title = entry === undefined ? talk.title : nameOf(entry, myId)
  const open = { to: '/chats/$conversationId', params: { conversationId: talk.id } } as const
  const whose = talk.isMain ? t.main : talk.isPublic ? t.public : t.private

  async function join(): Promise<void> {
    setIsJoining(true)
    try {
      await client.joinChannel(talk.id)
      await navigate(open)
    } catch (error) {
      report(t.notJoined, error)
      setIsJoining(false)
    }
  }

  return (
    <li className="relative flex min-h-15 items-center gap-3 rounded-md px-2 py-2 transition-colors hover:bg-hover">
      <ConversationFace entry={entry ?? { ...talk, kind: 'channel', members: [] }} myId={myId} size="row" />
      <div className="flex min-w-0 grow flex-col">
        <span className="flex items-center gap-2">
          {isMember ? (
            <Link
              {...open}
              id={id}
              className="min-w-0 truncate font-semibold outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              <bdi>{title}</bdi>
            </Link>
          ) : (
            <bdi id={id} className="min-w-0 truncate font-semibold">
              {title}
            </bdi>
          )}
          {!talk.isPublic && !talk.isMain && <Lock aria-hidden="true" className="size-3.5 shrink-0 text-faint" />}
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-sm text-muted">
          <UsersRound aria-hidden="true" className="size-3.5 shrink-0" />
          <span dir="ltr">{entry?.memberCount ?? talk.memberCount}</span>
          <span className="truncate">· {talk.topic === '' ? whose : <bdi>{talk.topic}</bdi>}</span>
        </span>
      </div>
      {isMember ? (
        <span className="flex shrink-0 items-center gap-2 text-xs text-muted">
          <Badge count={entry.unread} label={chats.unread(entry.unread)} />
          {shortTime(entry.lastActivityAt)}
        </span>
      ) : (
        <Button
          size="sm"
          className="pointer-coarse:h-11"
          isLoading={isJoining}
          aria-describedby={id}
          onClick={() => void join()}
        >
          {t.join}
        </Button>
      )}
    </li>
  )
}
