import type { SecurityOverview } from '@kith/protocol/security.ts'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { CodesDialog } from './codes-dialog.tsx'
import { Part } from './part.tsx'
import { TotpDialog } from './totp-dialog.tsx'

export interface OverviewProps {
  overview: SecurityOverview
  onChange: (how: (overview: SecurityOverview) => SecurityOverview) => void
}

/** The authenticator app and the recovery codes. */
export function TwoStepPart({ overview, onChange }: OverviewProps) {
  const { security: t } = useMoreWords()
  const report = useReport()
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const { hasTotp, passkeys, recoveryCodesLeft } = overview
  const isOn = hasTotp || passkeys.length > 0

  async function act(work: () => Promise<void>): Promise<void> {
    setIsBusy(true)
    try {
      await work()
    } catch (error) {
      report(t.notDone, error)
    } finally {
      setIsBusy(false)
    }
  }

  const turnOff = (): Promise<void> =>
    act(async () => {
      await confirmed(() => client.api.call('DELETE /api/auth/totp', {}))
      onChange((before) => ({
        ...before,
        hasTotp: false,
        recoveryCodesLeft: before.passkeys.length > 0 ? before.recoveryCodesLeft : 0,
      }))
      showToast({ tone: 'positive', title: t.turnedOff })
    })

  const makeCodes = (): Promise<void> =>
    act(async () => {
      const { recoveryCodes } = await confirmed(() => client.api.call('POST /api/auth/recovery-codes', {}))
      setCodes(recoveryCodes)
      onChange((before) => ({ ...before, recoveryCodesLeft: recoveryCodes.length }))
    })

  return (
    <Part title={t.twoStep} text={t.twoStepText}>
      <Row title={t.app} text={hasTotp ? t.appOn : t.appOff}>
        {hasTotp ? (
          <Button isLoading={isBusy} onClick={() => void turnOff()}>
            {t.turnOff}
          </Button>
        ) : (
          <Button
            isLoading={isBusy}
            onClick={() =>
              void act(async () => setMade(await confirmed(() => client.api.call('POST /api/auth/totp', {}))))
            }
          >
            {t.turnOn}
          </Button>
        )}
      </Row>
      {isOn && (
        <Row title={t.codes} text={`${t.codesLeft(recoveryCodesLeft)}. ${t.codesText}`}>
          <Button isLoading={isBusy} onClick={() => void makeCodes()}>
            {t.newCodes}
          </Button>
        </Row>
      )}
      {made !== null && (
        <TotpDialog
          made={made}
          onClose={() => setMade(null)}
          onOn={(recoveryCodes) => {
            setMade(null)
            setCodes(recoveryCodes)
            onChange((before) => ({
              ...before,
              hasTotp: true,
              recoveryCodesLeft: recoveryCodes?.length ?? before.recoveryCodesLeft,
            }))
            showToast({ tone: 'positive', title: t.turnedOn })
          }}
        />
      )}
      {codes !== null && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Part>
  )
}

function Row({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
      <div className="min-w-52 flex-1">
        <p className="font-semibold">{title}</p>
        <p className="text-sm text-pretty text-muted">{text}</p>
      </div>
      {children}
    </div>
  )
}
