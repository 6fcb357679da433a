import type { ApiToken, TokenScope } from '@kith/protocol/auth.ts'
import { limits } from '@kith/protocol/limits.ts'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { RadioCards } from '../../design/radio-cards.tsx'
import { Select } from '../../design/select.tsx'
import { TextField } from '../../design/text-field.tsx'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { MadeToken } from './made-token.tsx'

const DAY_MS = 86_400_000
const expiryDays = { month: 30, quarter: 90, year: 365, never: null } as const
type Expiry = keyof typeof expiryDays
const expiries: readonly Expiry[] = ['month', 'quarter', 'year', 'never']

/** Makes a token, then shows it: the only time that anyone sees it. */
export function NewToken({ onMade, onClose }: { onMade: (token: ApiToken) => void; onClose: () => void }) {
  const id = useId()
  const { shell } = useWords()
  const { settings } = useMoreWords()
  const t = settings.tokens
  const report = useReport()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<TokenScope>('read')
  const [expiry, setExpiry] = useState<Expiry>('quarter')
  const [isTried, setIsTried] = useState(false)
  const [isMaking, setIsMaking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const isNameless = name.trim() === ''

  async function make(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setIsTried(true)
    if (isNameless) return
    setIsMaking(true)
    const days = expiryDays[expiry]
    try {
      const { token, ...made } = await confirmed(() =>
        client.api.call('POST /api/auth/tokens', {
          name,
          scopes: scope === 'write' ? ['read', 'write'] : ['read'],
          expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString(),
        }),
      )
      setSecret(token)
      onMade(made)
    } catch (error) {
      report(t.notMade, error)
    } finally {
      setIsMaking(false)
    }
  }

  if (secret !== null) return <MadeToken secret={secret} onClose={onClose} />
  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.create}
      closeLabel={shell.close}
      footer={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" form={id} variant="primary" isLoading={isMaking}>
            {t.create}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={(event) => void make(event)} className="flex flex-col gap-5">
        <TextField
          label={t.name}
          hint={t.nameHint}
          error={isTried && isNameless ? t.needsName : undefined}
          value={name}
          required
          autoComplete="off"
          maxLength={limits.tokenNameMax}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <RadioCards
          label={t.scope}
          value={scope}
          onValueChange={setScope}
          options={(['read', 'write'] as const).map((value) => ({
            value,
            label: t.scopes[value],
            hint: t.scopeHints[value],
          }))}
        />
        <Select
          label={t.expiry}
          value={expiry}
          onValueChange={setExpiry}
          options={expiries.map((value) => ({ value, label: t.expiries[value] }))}
        />
      </form>
    </Dialog>
  )
}
