import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../design/button.tsx'
import { Skeleton } from '../../design/skeleton.tsx'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { NotLoaded } from '../asking/asking.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { OtherBody } from './other-body.tsx'
import type { ShownBytes } from './shown-bytes.ts'
import { TEXT_MAX_BYTES, useText } from './use-text.ts'

/** Longer than this is not coloured: it would be felt. */
const COLOURED_MAX = 200_000
/** In characters: a page that is laid out as one costs more than its text is worth past this. */
const PAGE_MAX = 300_000

/** Text, code and Markdown, as much of it as can be read at once. */
export function TextBody({ shown }: { shown: ShownBytes }) {
  const { projectFiles, filePreview: t } = useFileWords()
  const { value, error, again, isAsking } = useText(shown.url)
  const [isSource, setIsSource] = useState(false)
  if (error !== null && error !== undefined) {
    return <NotLoaded error={error} onAgain={again} words={{ notLoaded: t.notShown, tryAgain: t.tryAgain }} />
  }
  if (value === undefined || isAsking) return <LoadingText label={t.loading} />
  if (value.isBinary) return <OtherBody shown={shown} why={t.binary} />
  const isPage = shown.kind === 'markdown' && value.text.length <= PAGE_MAX
  const isCut = shown.size > TEXT_MAX_BYTES
  return (
    <div className="flex min-h-0 w-full grow flex-col">
      {(isPage || isCut) && (
        <div className="flex shrink-0 flex-wrap items-center justify-end gap-2 px-4 pt-2 text-sm text-muted">
          {isCut && <output className="grow">{t.cut(sizeInWords(TEXT_MAX_BYTES), sizeInWords(shown.size))}</output>}
          {isPage && (
            <Button size="sm" aria-pressed={isSource} onClick={() => setIsSource(!isSource)}>
              {isSource ? t.asShown : t.asText}
            </Button>
          )}
        </div>
      )}
      <section
        // It is scrolled by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={shown.name}
        className="min-h-0 grow overflow-auto px-3 pt-3 pb-6 outline-offset-[-2px] md:px-14"
      >
        {isPage && !isSource ? (
          <article className="mx-auto w-full max-w-3xl rounded-md bg-raised px-5 py-6 shadow-raised md:px-12 md:py-10 [&_[data-heading='1']]:mt-6 [&_[data-heading='1']]:mb-3 [&_[data-heading='1']]:text-2xl [&_[data-heading='1']:first-child]:mt-0 [&_[data-heading='2']]:mt-5 [&_[data-heading='2']]:mb-2 [&_[data-heading='2']]:text-xl [&_[data-heading='3']]:mt-4 [&_[data-heading='3']]:text-lg [&>p]:mt-3">
            <Markdown source={value.text} />
          </article>
        ) : (
          <Source
            text={value.text}
            language={shown.kind === 'text' ? '' : languageOf(shown.name)}
            label={projectFiles.kinds[shown.kind]}
          />
        )}
      </section>
    </div>
  )
}

/** As it was written, each line with its number, coloured once the colours have been fetched. */
function Source({ text, language, label }: { text: string; language: string; label: string }) {
  const [coloured, setColoured] = useState<{ text: string; nodes: ReactNode } | null>(null)
  useEffect(() => {
    if (language === '' || text.length > COLOURED_MAX) return
    let isWanted = true
    void import('../../design/highlight.tsx').then(({ highlighted }) => {
      if (isWanted) setColoured({ text, nodes: highlighted(text, language) })
    })
    return () => {
      isWanted = false
    }
  }, [text, language])
  const lines = text.split('\n').length
  return (
    <div
      dir="ltr"
      aria-label={label}
      className="mx-auto flex w-fit max-w-none min-w-full rounded-md bg-raised py-4 font-mono text-sm leading-normal shadow-raised lg:min-w-4xl"
    >
      <pre aria-hidden="true" className="shrink-0 px-4 text-end text-faint select-none">
        {Array.from({ length: lines }, (_, index) => index + 1).join('\n')}
      </pre>
      <pre className="grow pe-6">
        <code>{coloured?.text === text ? coloured.nodes : text}</code>
      </pre>
    </div>
  )
}

const named: Record<string, string> = { mts: 'ts', cts: 'ts', mjs: 'js', cjs: 'js', htm: 'html', svg: 'xml', zsh: 'sh' }

function languageOf(name: string): string {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? name.toLowerCase()
  return named[ending] ?? ending
}

function LoadingText({ label }: { label: string }) {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-3 p-6">
      <output className="sr-only">{label}</output>
      {['w-1/2', 'w-4/5', 'w-3/4', 'w-2/3', 'w-4/5', 'w-1/3'].map((width, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Skeleton key={index} className={`h-3.5 ${width}`} />
      ))}
    </div>
  )
}
