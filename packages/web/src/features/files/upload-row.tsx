import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, RotateCcw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { Progress } from '../../design/progress.tsx'
import { bringAgain, forgetBrought } from '../../live/bringing.ts'
import type { Brought } from '../../live/bringing.ts'
import { personName } from '../../live/naming.ts'
import { useKith } from '../../live/use-kith.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { EntryIcon } from './entry-icon.tsx'

/** What the server refused for a reason that stays is not offered again. */
const passing = new Set(['rate-limited', 'busy', 'internal', 'not-durable'])

export function UploadRow({ one }: { one: Brought }) {
  const { projectFiles } = useFileWords()
  const { bringing: t } = projectFiles
  const { key, file, state, entry, refusal } = one
  const mayRetry = state === 'failed' && (refusal === null || passing.has(refusal))
  const name = [...one.folders, file.name].join('/')
  return (
    <li className="flex min-h-14 items-center gap-3 py-2 ps-4 pe-2">
      <EntryIcon entry={{ type: 'file', kind: entry?.kind ?? null }} size="sm" />
      <span className="flex min-w-0 grow flex-col gap-0.5">
        {entry === null ? (
          <bdi className="truncate text-sm font-medium" title={name}>
            {file.name}
          </bdi>
        ) : (
          <Link
            to="/projects/$projectId/files/$entryId"
            params={{ projectId: one.projectId, entryId: entry.id }}
            className="truncate rounded-sm text-sm font-medium hover:underline"
            title={name}
          >
            <bdi>{entry.name}</bdi>
          </Link>
        )}
        <State one={one} />
      </span>
      {state === 'done' && <CircleCheck aria-hidden="true" className="me-2 size-5 shrink-0 text-positive-text" />}
      {mayRetry && (
        <IconButton size="sm" label={t.retry(file.name)} icon={<RotateCcw />} onClick={() => bringAgain([key])} />
      )}
      {state !== 'done' && (
        <IconButton
          size="sm"
          label={t.cancel(file.name)}
          icon={<X />}
          hasTooltip={false}
          onClick={() => forgetBrought([key])}
        />
      )}
    </li>
  )
}

function State({ one }: { one: Brought }): ReactNode {
  const { projectFiles } = useFileWords()
  const { bringing: t } = projectFiles
  const isOnline = useKith(({ connection }) => connection.state === 'online')
  const { file, state, sentBytes, refusal, entry, between } = one
  if (state === 'failed') {
    return (
      <span role="alert" className="flex items-center gap-1 text-xs text-danger-text">
        <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
        {refusal === null ? t.failed : (t.why[refusal] ?? t.why['other'])}
      </span>
    )
  }
  if (state === 'done') {
    if (entry === null || entry.version === 1) return <span className="text-xs text-muted">{t.newFile}</span>
    return (
      <span className="text-xs">
        <span className="font-semibold text-accent-text">{t.newVersionOf(entry.version, entry.name)}</span>
        {between !== null && (
          <span className="block text-warning-text">{t.between(entry.version - 1, personName(between))}</span>
        )}
      </span>
    )
  }
  if (!isOnline) return <span className="text-xs text-muted">{t.offline}</span>
  if (state === 'waiting') return <span className="text-xs text-muted">{t.waiting}</span>
  return (
    <span className="flex items-center gap-2">
      <Progress value={file.size === 0 ? 0 : sentBytes / file.size} label={t.progressOf(file.name)} />
      <span className="shrink-0 text-xs text-muted">{t.of(sizeInWords(sentBytes), sizeInWords(file.size))}</span>
    </span>
  )
}
