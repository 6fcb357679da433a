import { ProblemError } from '@kith/sdk/problem-error.ts'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../../design/banner.tsx'
import { buttonClass } from '../../design/button-class.ts'
import { Button } from '../../design/button.tsx'
import { Progress } from '../../design/progress.tsx'
import { SkeletonList } from '../../design/skeleton.tsx'
import { showToast } from '../../design/toast.ts'
import { client } from '../../live/client.ts'
import { confirmed } from '../../live/confirming.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime } from '../../words/dates.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { NotLoaded } from '../asking/asking.ts'
import { useExports } from './use-exports.ts'

/** Has a copy of one's data made, shows how far it is, and hands it over. */
export function DataCopy() {
  const { leaving: t, settings } = useMoreWords()
  const report = useReport()
  const asked = useExports()
  const [isAsking, setIsAsking] = useState(false)
  const newest = asked.value?.[0]
  const isUnderWay = newest?.state === 'waiting' || newest?.state === 'running'

  async function ask(): Promise<void> {
    setIsAsking(true)
    try {
      asked.put(await confirmed(() => client.api.call('POST /api/me/exports', {})))
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'rate-limited') {
        showToast({ tone: 'danger', title: t.notAsked, text: t.tomorrow })
      } else report(t.notAsked, error)
    } finally {
      setIsAsking(false)
    }
  }

  return (
    <section aria-labelledby="data-copy" className="flex flex-col items-start gap-4">
      <div>
        <h2 id="data-copy" className="text-lg font-bold">
          {t.copyTitle}
        </h2>
        <p className="text-muted">{t.copyText}</p>
      </div>
      {asked.value === undefined ? (
        asked.error === null ? (
          <SkeletonList count={1} label={settings.loading} />
        ) : (
          <NotLoaded error={asked.error} onAgain={asked.again} words={settings} />
        )
      ) : (
        <>
          <div aria-live="polite" className="w-full empty:hidden">
            {isUnderWay && (
              <div className="flex flex-col gap-2">
                <p className="text-sm font-semibold">{t.making}</p>
                <Progress value={newest.progress / 100} label={t.making} />
              </div>
            )}
            {newest?.state === 'failed' && (
              <Banner tone="danger" className="rounded-md">
                {t.failed}
              </Banner>
            )}
            {newest?.state === 'ready' && (
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-raised p-4">
                <div className="min-w-0 grow">
                  <p className="font-semibold">{t.ready}</p>
                  <p className="text-sm text-muted">
                    {t.until(exactTime(newest.expiresAt ?? newest.createdAt), sizeOf(newest.sizeBytes ?? 0))}
                  </p>
                </div>
                <a href={`/api/me/exports/${newest.id}/download`} download className={buttonClass('primary', 'md')}>
                  <Download aria-hidden="true" />
                  {t.download}
                </a>
              </div>
            )}
          </div>
          {!isUnderWay && newest?.state !== 'ready' && (
            <Button isLoading={isAsking} onClick={() => void ask()}>
              {t.ask}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

function sizeOf(bytes: number): string {
  const isSmall = bytes < 1_000_000
  const value = isSmall ? Math.max(1, bytes / 1_000) : bytes / 1_000_000
  const unit = isSmall ? 'kilobyte' : 'megabyte'
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, maximumFractionDigits: isSmall ? 0 : 1 }).format(value)
}
