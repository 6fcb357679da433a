import { notificationKinds } from '@kith/protocol/notification-kinds.ts'
import type { NotificationKind } from '@kith/protocol/notification-kinds.ts'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { Switch } from '../../design/switch.tsx'
import { client } from '../../live/client.ts'
import { askPermission, chime, permission, showSignal } from '../../live/signals.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { QuietHoursForm } from './quiet-hours-form.tsx'

type Change = Parameters<typeof client.notices.prefer>[0]

/** Of what one is told, when, and how on this device; each choice is taken over at once, on every device. */
export function NotificationsSection() {
  const { notifications: t } = useMoreWords()
  const report = useReport()
  const preferences = useKith(({ notices }) => notices.preferences)
  const isOwner = useKith(({ me }) => me !== null && me.role !== 'member')
  if (preferences === null) return <SkeletonList label={t.loading} />

  const change = (wanted: Change): void => {
    client.notices.prefer(wanted).catch((error: unknown) => report(t.notSaved, error))
  }
  const turn = (kind: NotificationKind, isOn: boolean): void => {
    const others = preferences.kindsOff.filter((each) => each !== kind)
    change({ kindsOff: isOn ? others : [...others, kind] })
  }
  return (
    <div className="flex flex-col gap-8">
      <section aria-labelledby="notify-kinds" className="flex flex-col gap-1">
        <h2 id="notify-kinds" className="font-bold">
          {t.sections.kinds}
        </h2>
        <p className="mb-2 text-sm text-muted">{t.kindsHint}</p>
        {notificationKinds
          .filter((kind) => kind !== 'approval' || isOwner)
          .map((kind) => (
            <Switch
              key={kind}
              label={t.kinds[kind]}
              isOn={!preferences.kindsOff.includes(kind)}
              onIsOnChange={(isOn) => turn(kind, isOn)}
            />
          ))}
      </section>
      <section aria-labelledby="notify-quiet" className="flex flex-col gap-3">
        <h2 id="notify-quiet" className="font-bold">
          {t.sections.quiet}
        </h2>
        <QuietHoursForm hours={preferences.quietHours} onChange={(quietHours) => change({ quietHours })} />
      </section>
      <section aria-labelledby="notify-device" className="flex flex-col gap-3">
        <h2 id="notify-device" className="font-bold">
          {t.sections.device}
        </h2>
        <BrowserNotices />
        <Switch
          label={t.sound}
          hint={t.soundHint}
          isOn={preferences.hasSound}
          onIsOnChange={(hasSound) => {
            if (hasSound) chime()
            change({ hasSound })
          }}
        />
      </section>
    </div>
  )
}

function BrowserNotices() {
  const { notifications: t } = useMoreWords()
  const [allowed, setAllowed] = useState(permission)

  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <span className="flex min-w-0 flex-col">
        <span className="font-medium">{t.browser}</span>
        <span className="text-sm text-muted">{t.browserHint[allowed ?? 'none']}</span>
      </span>
      {allowed === 'default' && (
        <Button onClick={() => void askPermission().then(setAllowed, () => undefined)}>{t.allow}</Button>
      )}
      {allowed === 'granted' && (
        <Button
          onClick={() => showSignal({ title: t.testTitle, text: t.testText, to: '/notifications' }, () => undefined)}
        >
          {t.test}
        </Button>
      )}
    </div>
  )
}
