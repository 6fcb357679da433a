import type { Session } from '@kith/protocol/auth.ts'
import { deviceOf } from '@kith/protocol/device-name.ts'
import { Monitor, Smartphone } from 'lucide-react'
import { Button } from '../../design/button.tsx'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'

export function DeviceRow({ session, isEnding, onEnd }: { session: Session; isEnding: boolean; onEnd: () => void }) {
  const { settings } = useMoreWords()
  const t = settings.devices
  const { browser, system, isHandheld } = deviceOf(session.userAgent)
  const name = browser !== null && system !== null ? t.on(browser, system) : (browser ?? system ?? t.unknown)
  const Icon = isHandheld ? Smartphone : Monitor
  return (
    <li className="flex items-center gap-3 py-3">
      <span className="flex size-row-face shrink-0 items-center justify-center rounded-full bg-pressed text-muted">
        <Icon aria-hidden="true" className="size-5" />
      </span>
      <div className="min-w-0 grow">
        <p className="font-semibold" title={session.userAgent}>
          {name}
        </p>
        <p className="text-sm text-muted">
          {session.isCurrent ? (
            <span className="font-medium text-positive-text">{t.current}</span>
          ) : (
            <time dateTime={session.lastUsedAt} title={exactTime(session.lastUsedAt)}>
              {t.lastUsed(relativeTime(session.lastUsedAt))}
            </time>
          )}
          {session.address !== '' && <bdi> · {t.from(session.address)}</bdi>}
        </p>
      </div>
      {!session.isCurrent && (
        <Button
          size="sm"
          className="pointer-coarse:h-11"
          aria-label={t.signOutOf(name)}
          isLoading={isEnding}
          onClick={onEnd}
        >
          {t.signOut}
        </Button>
      )}
    </li>
  )
}
