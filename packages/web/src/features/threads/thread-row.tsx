import type { Message } from '@kith/protocol/messages.ts'
import type { ThreadItem } from '@kith/protocol/threads.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { BellOff, CheckCheck, CornerDownRight } from 'lucide-react'
import { Avatar } from '../../design/avatar.tsx'
import { Badge } from '../../design/badge.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { nameOf, personName, shortName } from '../../live/naming.ts'
import { useIsBlocked } from '../../live/relations.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { messageInWords } from '../../words/message-in-words.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

interface ThreadRowProps {
  item: ThreadItem
  /** Whether it is followed, after that was changed here. */
  onFollowed: (threadId: string, isFollowed: boolean) => void
}

/** One thread: with what it began and where, what was said last, and how much of it is new. */
export function ThreadRow({ item: { root, lastReply, follow }, onFollowed }: ThreadRowProps) {
  const { followedThreads: t } = useMoreWords()
  const report = useReport()
  const { author, conversationId } = root
  const where = useKith((state) => {
    const entry = state.conversations.get(conversationId)
    return entry === undefined ? '' : nameOf(entry, state.me?.id ?? '')
  })
  const live = useKith((state) =>
    state.conversations.get(conversationId)?.followedThreads.find(({ id }) => id === root.id),
  )
  const isBlocked = useIsBlocked(author.id)
  const unread = live?.unread ?? follow.unread
  const isUnread = unread > 0
  const at = lastReply?.createdAt ?? root.createdAt
  const count = root.thread?.replyCount ?? 0

  function unfollow(): void {
    client.threads.follow(root.id, false).then(
      () => {
        const again = (): void => {
          client.threads.follow(root.id).then(
            () => onFollowed(root.id, true),
            (error: unknown) => report(t.notUnfollowed, error),
          )
        }
        onFollowed(root.id, false)
        showToast({ title: t.unfollowed, action: { label: t.undo, onSelect: again } })
      },
      (error: unknown) => report(t.notUnfollowed, error),
    )
  }

  return (
    <li className="group/thread relative flex items-start rounded-md hover:bg-hover">
      <Link
        to="/chats/$conversationId"
        params={{ conversationId }}
        search={{ thread: root.id }}
        className="flex min-w-0 grow items-start gap-3 rounded-md p-2.5 outline-offset-[-2px]"
      >
        <Avatar
          id={author.id}
          name={isBlocked ? '' : author.displayName}
          src={isBlocked ? null : author.avatarUrl}
          size="md"
        />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 grow truncate">
              {!isBlocked && <bdi className="font-semibold">{personName(author)}</bdi>}
              {!isBlocked && (
                <span aria-hidden="true" className="text-muted">
                  {' · '}
                </span>
              )}
              <bdi className="text-muted">{where}</bdi>
            </span>
            <time
              dateTime={at}
              title={exactTime(at)}
              className={clsx('shrink-0 text-xs', isUnread ? 'font-semibold text-accent-text' : 'text-muted')}
            >
              {shortTime(at)}
            </time>
          </span>
          <span
            dir="auto"
            className={clsx('line-clamp-2 text-pretty [overflow-wrap:anywhere]', isUnread && 'font-semibold')}
          >
            <Said message={root} />
          </span>
          <span className="flex min-h-6 items-center gap-2 text-sm text-muted">
            <CornerDownRight aria-hidden="true" className="size-4 shrink-0 text-faint rtl:-scale-x-100" />
            <span className="shrink-0 font-semibold text-accent-text">
              <bdi>{t.replies(count)}</bdi>
            </span>
            {lastReply !== null && (
              <span dir="auto" className="words-line min-w-0 grow">
                <Said message={lastReply} hasName />
              </span>
            )}
            <Badge count={unread} label={t.newReplies(unread)} />
          </span>
        </span>
      </Link>
      <span className="flex flex-col p-1.5">
        <IconButton size="sm" label={t.unfollow} icon={<BellOff />} onClick={unfollow} />
        {isUnread && live !== undefined && (
          <IconButton
            size="sm"
            label={t.markRead}
            icon={<CheckCheck />}
            onClick={() => client.threads.markRead(root.id, live.lastSeq)}
          />
        )}
      </span>
    </li>
  )
}

/** A message in a few words, as far as it is for one's eyes. */
function Said({ message, hasName = false }: { message: Message; hasName?: boolean }) {
  const { chats, files } = useWords()
  const { followedThreads: t } = useMoreWords()
  const isBlocked = useIsBlocked(message.author.id)
  if (isBlocked) return chats.blocked
  const text = message.deletedAt === null ? messageInWords(message, files) : chats.deleted
  return hasName ? t.said(shortName(message.author), text) : text
}
