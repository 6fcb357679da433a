import { Spinner } from '../../design/spinner.tsx'
import { usePdfCopy } from '../../live/use-pdf-copy.ts'
import { useFileWords } from '../../words/file-words.ts'
import { OtherBody } from './other-body.tsx'
import type { ShownBytes } from './shown-bytes.ts'

/** In the browser's own viewer, which runs nothing of it in our name. */
export function PdfBody({ shown }: { shown: ShownBytes }) {
  const { filePreview: t } = useFileWords()
  const { src, isFailed } = usePdfCopy(shown.url)
  if (isFailed) return <OtherBody shown={shown} why={t.notShownText} />
  if (src === null) {
    return (
      <div className="m-auto flex items-center gap-3 p-8 text-muted">
        <Spinner className="size-5" />
        <output>{t.loading}</output>
      </div>
    )
  }
  return <iframe src={src} title={shown.name} className="min-h-0 w-full grow bg-sunken" />
}
