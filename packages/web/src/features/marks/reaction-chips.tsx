import type { Message, MessageReaction } from '@kith/protocol/messages.ts'
import { withWanted } from '@kith/sdk/reactions.ts'
import clsx from 'clsx'
import { SmilePlus } from 'lucide-react'
import { useMemo } from 'react'
import { Tooltip } from '../../design/tooltip.tsx'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

interface ReactionChipsProps {
  message: Message
  onToggle: (message: Message, emoji: string) => void
  onAdd: (message: Message) => void
  className?: string
}

/** The reactions on a message: pressing one adds one's own, or takes it back. */
export function ReactionChips({ message, onToggle, onAdd, className }: ReactionChipsProps) {
  const { reactions: t } = useConversationWords().conversation
  const myId = useKith((state) => state.me?.id ?? '')
  const wanted = useKith((state) => state.wantedReactions.get(message.id))
  const shown = useMemo(() => withWanted(message.reactions, wanted, myId), [message.reactions, wanted, myId])
  if (shown.length === 0 || message.deletedAt !== null) return null
  return (
    <ul aria-label={t.title} className={clsx('flex flex-wrap gap-1 pt-1', className)}>
      {shown.map((reaction) => (
        <li key={reaction.emoji}>
          <Chip message={message} reaction={reaction} myId={myId} onToggle={onToggle} />
        </li>
      ))}
      <li>
        <button
          type="button"
          aria-label={t.add}
          onClick={() => onAdd(message)}
          className={clsx(chipClass, 'border-transparent bg-pressed text-muted hover:text-ink')}
        >
          <SmilePlus aria-hidden="true" className="size-4" />
        </button>
      </li>
    </ul>
  )
}

const chipClass =
  'relative inline-flex h-7 min-w-9 items-center justify-center gap-1 rounded-full border px-2 text-sm transition-colors ' +
  'pointer-coarse:after:absolute pointer-coarse:after:h-11 pointer-coarse:after:w-full'

interface ChipProps extends Pick<ReactionChipsProps, 'message' | 'onToggle'> {
  reaction: MessageReaction
  myId: string
}

function Chip({ message, reaction: { emoji, count, userIds }, myId, onToggle }: ChipProps) {
  const { conversation: t } = useConversationWords()
  const isMine = userIds.includes(myId)
  const names = useNames(message.conversationId, userIds, myId)
  const who = t.reactions.by(names, count - names.length)
  return (
    <Tooltip label={who}>
      <button
        type="button"
        aria-pressed={isMine}
        aria-label={t.reactions.chip(emoji, count)}
        onClick={() => onToggle(message, emoji)}
        className={clsx(
          chipClass,
          isMine
            ? 'border-accent bg-accent-soft text-on-accent-soft'
            : 'border-line bg-raised text-ink hover:border-line-strong',
        )}
      >
        <span aria-hidden="true">{emoji}</span>
        <span className="text-xs font-semibold tabular-nums">{count}</span>
      </button>
    </Tooltip>
  )
}

const NAMED = 8

/** What is known here of who they are: oneself, the members that were loaded, whoever wrote something that is shown. */
function useNames(conversationId: string, userIds: readonly string[], myId: string): readonly string[] {
  const { conversation: t } = useConversationWords()
  const entry = useKith((state) => state.conversations.get(conversationId))
  const members = useKith((state) => state.members.get(conversationId))
  const window = useKith((state) => state.timelines.get(conversationId))
  return useMemo(() => {
    const known = new Map(
      [
        ...(window?.items.map(({ author }) => author) ?? []),
        ...(entry?.members ?? []),
        ...(members?.items.map(({ user }) => user) ?? []),
      ].map((user) => [user.id, user]),
    )
    return userIds.slice(0, NAMED).flatMap((id) => {
      const user = known.get(id)
      return id === myId ? t.you : user === undefined ? [] : personName(user)
    })
  }, [entry, members, window, userIds, myId, t])
}
