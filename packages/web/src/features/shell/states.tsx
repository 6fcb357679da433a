import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { begin } from '../../live/session.ts'
import { useWords } from '../../words/words.ts'

const RETRY_MS = 3_000

/** The server did not answer when the page was opened. It is asked again until it does. */
export function Unreachable() {
  const { connection: t } = useWords().shell
  const tryAgain = (): void => void begin().catch(() => undefined)

  useEffect(() => {
    const timer = setInterval(tryAgain, RETRY_MS)
    return () => clearInterval(timer)
  }, [])

  return (
    <main className="flex min-h-dvh">
      <EmptyState
        heading="h1"
        illustration={<EmptyPicture name="offline" />}
        title={t.unreachable}
        text={t.unreachableText}
        action={
          <Button variant="primary" onClick={tryAgain}>
            {t.tryNow}
          </Button>
        }
      />
    </main>
  )
}

export function NotFoundPage() {
  const { notFound: t } = useWords().shell
  return (
    <main className="flex min-h-[70dvh] grow">
      <EmptyState
        heading="h1"
        illustration={<EmptyPicture name="search" />}
        title={t.title}
        text={t.text}
        action={
          <Link to="/chats" className={buttonClass('primary')}>
            {t.action}
          </Link>
        }
      />
    </main>
  )
}

/** A fault of ours, or a page that could not be fetched. */
export function BrokenPage() {
  const { broken: t } = useWords().shell
  return (
    <main className="flex min-h-[70dvh] grow">
      <EmptyState
        heading="h1"
        illustration={<EmptyPicture name="offline" />}
        title={t.title}
        text={t.text}
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            {t.action}
          </Button>
        }
      />
    </main>
  )
}
