import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { Button } from '../../design/button.tsx'
import { DoorFrame } from '../../design/door-frame.tsx'
import { client } from '../../live/client.ts'
import { usePlace } from '../../live/use-place.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sentenceFor } from '../../words/sentences.ts'
import { useWords } from '../../words/words.ts'
import { linkSecret } from './link-secret.ts'

/** Confirms an address by a press: programs that look into letters open links too, and must not confirm. */
export function VerifyEmailPage() {
  const words = useWords()
  const { recovery: t } = useMoreWords()
  const place = usePlace()
  const [token] = useState(linkSecret)
  const [email, setEmail] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isGone = token === '' || (error instanceof ProblemError && error.code === 'gone')

  async function verify(): Promise<void> {
    setIsBusy(true)
    setError(null)
    try {
      setEmail((await client.api.call('POST /api/auth/email/verify', { token })).email)
    } catch (caught) {
      setError(caught)
    } finally {
      setIsBusy(false)
    }
  }

  const title = isGone ? t.goneTitle : email === null ? t.verifyTitle : t.verifiedTitle
  const text = isGone ? t.goneText : email === null ? t.verifyText : t.verifiedText(email)
  return (
    <DoorFrame name={place?.name ?? words.shell.appName} title={title} text={text} promise={words.signIn.promise}>
      <div className="flex flex-col gap-4">
        {error !== null && !isGone && (
          <Banner tone="danger" className="rounded-md">
            {sentenceFor(error, words)}
          </Banner>
        )}
        {email === null && !isGone ? (
          <Button variant="primary" isLoading={isBusy} onClick={() => void verify()}>
            {t.verify}
          </Button>
        ) : (
          <Link to="/chats" className={buttonClass('primary')}>
            {t.goOn}
          </Link>
        )}
      </div>
    </DoorFrame>
  )
}
