import { Link } from '@tanstack/react-router'
import { CheckCheck, Settings } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { Tooltip } from '../../design/tooltip.tsx'
import { client } from '../../live/client.ts'
import { useKith } from '../../live/use-kith.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

/** The title, and what can be done with all of it. */
export function NoticeHead({ heading: Heading }: { heading: 'h1' | 'h2' }) {
  const { notifications: t } = useMoreWords()
  const report = useReport()
  const unread = useKith(({ notices }) => notices.unread)
  return (
    <header className="flex min-h-15 shrink-0 items-center gap-1 ps-4 pe-2">
      <Heading className={Heading === 'h1' ? 'grow text-xl font-bold' : 'grow text-lg font-bold'}>{t.title}</Heading>
      <IconButton
        label={t.readAll}
        icon={<CheckCheck />}
        side="bottom"
        disabled={unread === 0}
        onClick={() => {
          client.notices.readAll().catch((error: unknown) => report(t.notRead, error))
        }}
      />
      <Tooltip label={t.settings} side="bottom" isAlreadyNamed>
        <Link
          to="/settings/$section"
          params={{ section: 'notifications' }}
          aria-label={t.settings}
          className={buttonClass('ghost', 'md', 'w-control px-0!')}
        >
          <Settings aria-hidden="true" className="size-5" />
        </Link>
      </Tooltip>
    </header>
  )
}
