import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useWords } from '../../words/words.ts'

/** A connection that is back sooner than this is not worth a word. */
const PATIENCE_MS = 1_500

/** Tells, after a moment, that the server is not there, and when it is tried again. */
export function ConnectionBanner() {
  const isOnline = useKith(({ connection }) => connection.state === 'online')
  return isOnline ? null : <NoConnection />
}

function NoConnection() {
  const { connection: t } = useWords().shell
  const { state, retryAt } = useKith(({ connection }) => connection)
  const [now, setNow] = useState(() => Date.now())
  const [since] = useState(now)

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])

  if (now - since < PATIENCE_MS) return null
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1_000)
  const text = !navigator.onLine ? t.offline : state === 'connecting' ? t.connecting : t.waiting(seconds)
  return (
    <Banner
      tone="warning"
      icon={<CloudOff />}
      action={
        <Button size="sm" variant="ghost" onClick={() => client.tryNow()}>
          {t.tryNow}
        </Button>
      }
    >
      {text}
    </Banner>
  )
}
