import type { Message, MessageThread } from '@kith/protocol/messages.ts'
import { draftKey } from '@kith/sdk/drafts.ts'
import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { AvatarStack } from '../../design/avatar-stack.tsx'
import { Badge } from '../../design/badge.tsx'
import { useDraft } from '../../live/drafts.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { useConversationWords } from '../../words/conversation-words.ts'
import { useWords } from '../../words/words.ts'

interface ThreadLineProps {
  message: Message
  thread: MessageThread
  className: string
  onOpen: (message: Message) => void
}

/** Below a message: who answered in its thread, how often and when; pressing it opens the thread. */
export function ThreadLine({ message, thread, className, onOpen }: ThreadLineProps) {
  const { threads: t } = useConversationWords()
  const { chats } = useWords()
  const hasDraft = useDraft(draftKey(message.conversationId, message.id)).body !== ''
  const relations = useKith((state) => state.relations)
  const unread = useKith(
    (state) =>
      state.conversations.get(message.conversationId)?.followedThreads.find(({ id }) => id === message.id)?.unread ?? 0,
  )
  const { replyCount, lastReplyAt, lastRepliers } = thread
  const repliers = lastRepliers.filter(({ id }) => relations.get(id)?.isBlocked !== true)
  return (
    <p className={clsx('flex pt-1', className)}>
      <button
        type="button"
        data-thread={message.id}
        onClick={() => onOpen(message)}
        className="group/thread flex min-h-9 max-w-full min-w-0 items-center gap-2 rounded-full border border-line bg-raised py-1 ps-1.5 pe-2 text-sm transition-colors hover:border-line-strong hover:bg-hover pointer-coarse:min-h-11"
      >
        {repliers.length > 0 && (
          <AvatarStack
            size="xs"
            max={3}
            label=""
            people={repliers.map(({ id, displayName, avatarUrl }) => ({ id, name: displayName, src: avatarUrl }))}
          />
        )}
        <span className={clsx('shrink-0 font-semibold text-accent-text', repliers.length === 0 && 'ps-1.5')}>
          <bdi>{t.replies(replyCount)}</bdi>
        </span>
        <time dateTime={lastReplyAt} title={exactTime(lastReplyAt)} className="truncate text-xs text-muted">
          {t.lastReply(shortTime(lastReplyAt))}
        </time>
        {hasDraft && <span className="shrink-0 text-xs font-semibold text-accent-text">{chats.draft}</span>}
        {repliers.length > 0 && <span className="sr-only">{t.repliers(repliers.map(personName).join(', '))}</span>}
        <Badge count={unread} label={t.newReplies(unread)} />
        <ChevronRight
          aria-hidden="true"
          className="size-4 shrink-0 text-faint group-hover/thread:text-ink rtl:-scale-x-100"
        />
      </button>
    </p>
  )
}
