import { useState } from 'react'
import type { Session } from '@kith/protocol/auth.ts'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { NotLoaded, useAnswer } from '../asking/asking.ts'
import { DeviceRow } from './device-row.tsx'
import { SignOutEverywhere } from './sign-out-everywhere.tsx'

/** Where one is signed in, this device first. */
export function DevicesSection() {
  const { shell } = useWords()
  const { settings } = useMoreWords()
  const t = settings.devices
  const report = useReport()
  const asked = useAnswer('sessions', (signal) => client.api.call('GET /api/auth/sessions', {}, { signal }))
  const [isConfirming, setIsConfirming] = useState(false)
  const [busyId, setBusyId] = useState<string | null>(null)
  const sessions = asked.value?.items.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
  const keep = (isKept: (session: Session) => boolean): void =>
    asked.change(({ items }) => ({ items: items.filter(isKept) }))

  async function end(session: Session): Promise<void> {
    setBusyId(session.id)
    try {
      await client.api.call('DELETE /api/auth/sessions/:sessionId', { sessionId: session.id })
      keep(({ id }) => id !== session.id)
      showToast({ tone: 'positive', title: t.ended })
    } catch (error) {
      report(t.notEnded, error)
    } finally {
      setBusyId(null)
    }
  }

  async function endOthers(): Promise<void> {
    setBusyId('others')
    try {
      await client.api.call('DELETE /api/auth/sessions', {})
      keep(({ isCurrent }) => isCurrent)
      setIsConfirming(false)
      showToast({ tone: 'positive', title: t.othersEnded })
    } catch (error) {
      report(t.notEnded, error)
    } finally {
      setBusyId(null)
    }
  }

  if (sessions === undefined) {
    if (asked.error !== null) return <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
    return <SkeletonList count={3} label={settings.loading} />
  }
  return (
    <>
      <p className="mb-2 text-muted">{t.text}</p>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <DeviceRow
            key={session.id}
            session={session}
            isEnding={session.id === busyId}
            onEnd={() => void end(session)}
          />
        ))}
      </ul>
      {sessions.length === 1 && <p className="mt-4 text-sm text-muted">{t.onlyThis}</p>}
      <div className="mt-5 flex flex-wrap gap-2">
        {sessions.length > 1 && <Button onClick={() => setIsConfirming(true)}>{t.signOutOthers}</Button>}
        <SignOutEverywhere />
      </div>
      <Dialog
        isOpen={isConfirming}
        onIsOpenChange={setIsConfirming}
        size="sm"
        title={t.othersTitle}
        text={t.othersText}
        closeLabel={shell.close}
        footer={
          <>
            <Button onClick={() => setIsConfirming(false)}>{shell.cancel}</Button>
            <Button variant="danger" isLoading={busyId === 'others'} onClick={() => void endOthers()}>
              {t.signOutOthers}
            </Button>
          </>
        }
      />
    </>
  )
}
