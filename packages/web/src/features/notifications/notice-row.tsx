import type { Notification } from '@kith/protocol/notifications.ts'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { MonitorSmartphone, X } from 'lucide-react'
import { AvatarStack } from '../../design/avatar-stack.tsx'
import { Avatar } from '../../design/avatar.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { client } from '../../live/client.ts'
import { nameOf } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, shortTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { plainText } from '../../words/plain-text.ts'
import { addressOf, namesIn, sentenceOf } from './notice-sentence.ts'

interface NoticeRowProps {
  notice: Notification
  onGo?: () => void
}

/** One notice: who, what, where, when; pressing it goes there. */
export function NoticeRow({ notice, onGo }: NoticeRowProps) {
  const { notifications: t } = useMoreWords()
  const report = useReport()
  const where = useKith(({ conversations, me }) => {
    const entry = conversations.get(notice.conversationId ?? '')
    return entry === undefined ? null : nameOf(entry, me?.id ?? '')
  })
  const sentence = sentenceOf(notice, where, t)

  function go(): void {
    onGo?.()
    // Without an answer it is read where it leads.
    if (!notice.isRead) client.notices.read(notice.id).catch(() => undefined)
  }

  return (
    <li className="group/notice relative">
      <Link
        to={addressOf(notice)}
        onClick={go}
        className={clsx(
          'flex items-start gap-3 rounded-md py-2.5 ps-2.5 pe-11 outline-offset-[-2px] transition-colors hover:bg-hover',
          !notice.isRead && 'bg-accent-soft/60',
        )}
      >
        <Faces notice={notice} />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span dir="auto" className={clsx('text-pretty break-words', !notice.isRead && 'font-semibold')}>
            {sentence}
          </span>
          {notice.excerpt !== null && (
            <span dir="auto" className="words-line text-sm text-muted">
              {plainText(notice.excerpt)}
            </span>
          )}
          {notice.detail !== null && <span className="text-sm text-muted">{notice.detail}</span>}
          <span className="flex items-center gap-1.5 text-xs text-muted">
            {!notice.isRead && (
              <span className="size-2 rounded-full bg-accent">
                <span className="sr-only">{t.unread}</span>
              </span>
            )}
            <time dateTime={notice.updatedAt} title={exactTime(notice.updatedAt)}>
              {shortTime(notice.updatedAt)}
            </time>
          </span>
        </span>
        {notice.postThumbnailUrl !== null && (
          <img
            src={notice.postThumbnailUrl}
            alt=""
            loading="lazy"
            decoding="async"
            className="size-11 shrink-0 rounded-sm bg-skeleton object-cover"
          />
        )}
      </Link>
      <IconButton
        label={t.removeOne(sentence)}
        icon={<X />}
        size="sm"
        hasTooltip={false}
        onClick={() => {
          client.notices.remove(notice.id).catch((error: unknown) => report(t.notRemoved, error))
        }}
        className="absolute! end-2 top-2 pointer-fine:opacity-0 pointer-fine:group-focus-within/notice:opacity-100 pointer-fine:group-hover/notice:opacity-100"
      />
    </li>
  )
}

function Faces({ notice }: { notice: Notification }) {
  const { notifications: t } = useMoreWords()
  const [first] = notice.actors
  if (first === undefined) {
    return (
      <span className="flex size-9 shrink-0 items-center justify-center rounded-full bg-pressed text-muted">
        <MonitorSmartphone aria-hidden="true" className="size-5" />
      </span>
    )
  }
  if (notice.actors.length === 1) {
    return <Avatar id={first.id} name={first.displayName} src={first.avatarUrl} size="md" />
  }
  return (
    <AvatarStack
      people={notice.actors.map(({ id, displayName, avatarUrl }) => ({ id, name: displayName, src: avatarUrl }))}
      max={2}
      size="sm"
      label={namesIn(notice, t)}
    />
  )
}
