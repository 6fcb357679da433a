import type { Following } from '@kith/sdk/state.ts'
import { ArrowLeft, Bell, BellPlus, LocateFixed, X } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useConversationWords } from '../../words/conversation-words.ts'

interface ThreadHeaderProps {
  threadId: string
  /** What the conversation is called. */
  name: string
  /** Undefined before the thread is here. */
  follow: Following | undefined
  onShow: () => void
  onClose: () => void
}

/** That it is a thread, of which conversation, and whether one follows it. */
export function ThreadHeader({ threadId, name, follow, onShow, onClose }: ThreadHeaderProps) {
  const { threads: t } = useConversationWords()
  const report = useReport()

  function toggle({ isFollowing }: Following): void {
    client.threads.follow(threadId, !isFollowing).then(
      () =>
        showToast({
          id: 'thread-follow',
          title: isFollowing ? t.unfollowed : t.followed,
          text: isFollowing ? t.unfollowedText : t.followedText,
        }),
      (error: unknown) => report(t.notFollowed, error),
    )
  }

  return (
    <header className="flex min-h-15 shrink-0 items-center gap-1 border-b border-line bg-paper ps-1.5 pe-2 @[44rem]:ps-5">
      <IconButton
        label={t.back}
        icon={<ArrowLeft className="rtl:-scale-x-100" />}
        onClick={onClose}
        hasTooltip={false}
        className="@[44rem]:hidden"
      />
      <div className="flex min-w-0 grow flex-col">
        <h2 className="truncate text-base leading-5 font-bold">{t.title}</h2>
        <span className="truncate text-sm leading-5 text-muted">
          <bdi>{t.in(name)}</bdi>
        </span>
      </div>
      {follow !== undefined && (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => toggle(follow)}
          icon={follow.isFollowing ? <Bell aria-hidden="true" /> : <BellPlus aria-hidden="true" />}
        >
          {follow.isFollowing ? t.following : t.follow}
          {follow.isFollowing && <span className="sr-only">. {t.unfollow}</span>}
        </Button>
      )}
      <IconButton label={t.show} icon={<LocateFixed />} onClick={onShow} side="bottom" />
      <IconButton
        label={t.close}
        shortcut={['Esc']}
        icon={<X />}
        onClick={onClose}
        side="bottom"
        className="@max-[44rem]:hidden"
      />
    </header>
  )
}
