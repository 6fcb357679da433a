import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { EmptyPicture } from '../../design/empty-picture.tsx'
import type { EmptyPictureName } from '../../design/empty-picture.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { begin } from '../../live/session.ts'
import { useWords } from '../../words/words.ts'

const RETRY_MS = 3_000

interface WholePageProps {
  picture: EmptyPictureName
  words: { title: string; text: string }
  action: ReactNode
}

/** A page on which there is nothing but what to do next. */
function WholePage({ picture, words: { title, text }, action }: WholePageProps) {
  return (
    <main className="flex min-h-[70dvh] grow">
      <EmptyState
        heading="h1"
        illustration={<EmptyPicture name={picture} />}
        title={title}
        text={text}
        action={action}
      />
    </main>
  )
}

/** The server did not answer when the page was opened. It is asked again until it does. */
export function Unreachable() {
  const { connection: t } = useWords().shell
  const tryAgain = (): void => void begin().catch(() => undefined)

  useEffect(() => {
    const timer = setInterval(tryAgain, RETRY_MS)
    return () => clearInterval(timer)
  }, [])

  const action = (
    <Button variant="primary" onClick={tryAgain}>
      {t.tryNow}
    </Button>
  )
  return (
    <div className="flex min-h-dvh">
      <WholePage picture="offline" words={{ title: t.unreachable, text: t.unreachableText }} action={action} />
    </div>
  )
}

export function NotFoundPage() {
  const { notFound: t } = useWords().shell
  const action = (
    <Link to="/chats" className={buttonClass('primary')}>
      {t.action}
    </Link>
  )
  return <WholePage picture="search" words={t} action={action} />
}

/** A fault of ours, or a page that could not be fetched. */
export function BrokenPage() {
  const { broken: t } = useWords().shell
  const action = (
    <Button variant="primary" onClick={() => location.reload()}>
      {t.action}
    </Button>
  )
  return <WholePage picture="offline" words={t} action={action} />
}
