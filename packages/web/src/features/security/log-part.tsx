import type { SecurityEntry } from '@kith/protocol/security.ts'
import { Button } from '../../design/button.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { client } from '../../live/client.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime, relativeTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded, usePages } from '../asking/asking.ts'
import { Part } from './part.tsx'

const PAGE = 10

/** What happened to one's account, newest first. */
export function LogPart() {
  const { security: t, settings } = useMoreWords()
  const report = useReport()
  const log = usePages('security-log', (cursor, signal) =>
    client.api.call(
      'GET /api/me/security-log',
      { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
      signal === undefined ? {} : { signal },
    ),
  )
  return (
    <Part title={t.log} text={t.logText}>
      {log.items === undefined ? (
        log.error === null ? (
          <SkeletonList count={3} label={settings.loading} />
        ) : (
          <NotLoaded error={log.error} onAgain={log.again} words={settings} />
        )
      ) : (
        <ul className="divide-y divide-line">
          {log.items.map((entry) => (
            <LogRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {log.hasMore && (
        <Button
          className="mt-3"
          isLoading={log.isLoadingMore}
          onClick={() => void log.more().catch((error: unknown) => report(settings.notLoaded, error))}
        >
          {t.showMore}
        </Button>
      )}
    </Part>
  )
}

function LogRow({ entry }: { entry: SecurityEntry }) {
  const { security: t } = useMoreWords()
  const { kind, at, address, isByOther, details } = entry
  const name = details['name']
  return (
    <li className="py-2.5">
      <p className="font-medium">
        {t.kinds[kind] ?? t.otherKind}
        {typeof name === 'string' && <bdi className="font-normal text-muted"> “{name}”</bdi>}
      </p>
      <p className="text-sm text-muted">
        <time dateTime={at} title={exactTime(at)}>
          {relativeTime(at)}
        </time>
        {isByOther && ` · ${t.byOther}`}
        {address !== '' && (
          <>
            {' · '}
            <bdi>{t.from(address)}</bdi>
          </>
        )}
      </p>
    </li>
  )
}
