import type { Passkey } from '@kith/protocol/security.ts'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { mayHavePasskeys } from '../../live/passkeys.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { CodesDialog } from './codes-dialog.tsx'
import { Part } from './part.tsx'
import { PasskeyDialog } from './passkey-dialog.tsx'
import type { OverviewProps } from './two-step-part.tsx'

/** The passkeys: made, named, removed. */
export function PasskeyPart({ overview, onChange }: OverviewProps) {
  const { security: t } = useMoreWords()
  const report = useReport()
  /** `new`, one to be named, or none. */
  const [open, setOpen] = useState<Passkey | 'new' | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [busyId, setBusyId] = useState<string | null>(null)
  const { passkeys } = overview

  async function remove({ id }: Passkey): Promise<void> {
    setBusyId(id)
    try {
      await confirmed(() => client.api.call('DELETE /api/auth/passkeys/:passkeyId', { passkeyId: id }))
      onChange((before) => {
        const left = before.passkeys.filter((each) => each.id !== id)
        const isOn = before.hasTotp || left.length > 0
        return { ...before, passkeys: left, recoveryCodesLeft: isOn ? before.recoveryCodesLeft : 0 }
      })
      showToast({ tone: 'positive', title: t.passkeyRemoved })
    } catch (error) {
      report(t.notDone, error)
    } finally {
      setBusyId(null)
    }
  }

  return (
    <Part title={t.passkeys} text={t.passkeysText}>
      {passkeys.length === 0 ? (
        <p className="mb-4 text-muted">{mayHavePasskeys() ? t.passkeysNone : t.passkeysNotHere}</p>
      ) : (
        <ul className="mb-4 divide-y divide-line">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex flex-wrap items-center gap-3 py-3">
              <span className="flex size-row-face shrink-0 items-center justify-center rounded-full bg-pressed text-muted">
                <KeyRound aria-hidden="true" className="size-5" />
              </span>
              <div className="min-w-40 flex-1">
                <p className="font-semibold">
                  <bdi>{passkey.name}</bdi>
                </p>
                <p className="text-sm text-muted">
                  <time dateTime={passkey.createdAt} title={exactTime(passkey.createdAt)}>
                    {t.made(relativeTime(passkey.createdAt))}
                  </time>
                  {' · '}
                  {passkey.lastUsedAt === null ? t.neverUsed : t.used(relativeTime(passkey.lastUsedAt))}
                  {passkey.isBackedUp && ` · ${t.backedUp}`}
                </p>
              </div>
              <Button
                size="sm"
                className="pointer-coarse:h-11"
                aria-label={t.renamePasskeyName(passkey.name)}
                onClick={() => setOpen(passkey)}
              >
                {t.renamePasskey}
              </Button>
              <Button
                size="sm"
                className="pointer-coarse:h-11"
                aria-label={t.removePasskeyName(passkey.name)}
                isLoading={busyId === passkey.id}
                onClick={() => void remove(passkey)}
              >
                {t.removePasskey}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {mayHavePasskeys() && <Button onClick={() => setOpen('new')}>{t.addPasskey}</Button>}
      {open !== null && (
        <PasskeyDialog
          passkey={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onKept={(kept, recoveryCodes) => {
            setOpen(null)
            setCodes(recoveryCodes)
            onChange((before) => ({
              ...before,
              passkeys:
                open === 'new'
                  ? [kept, ...before.passkeys]
                  : before.passkeys.map((each) => (each.id === kept.id ? kept : each)),
              recoveryCodesLeft: recoveryCodes?.length ?? before.recoveryCodesLeft,
            }))
          }}
        />
      )}
      {codes !== null && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Part>
  )
}
