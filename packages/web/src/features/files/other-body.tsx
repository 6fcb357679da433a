import { Download } from 'lucide-react'
import { buttonClass } from '../../design/button-class.ts'
import { personName } from '../../live/naming.ts'
import { exactTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { EntryIcon } from './entry-icon.tsx'
import type { ShownBytes } from './shown-bytes.ts'

/** What cannot be shown says what it is, and can be had. `why`: other than that there is no way to show such files. */
export function OtherBody({ shown, why }: { shown: ShownBytes; why?: string }) {
  const { projectFiles, filePreview: t } = useFileWords()
  const { kind, name, size, url, uploadedBy, uploadedAt } = shown
  return (
    <div className="m-auto flex max-w-md flex-col items-center gap-1 p-6 text-center">
      <EntryIcon entry={{ type: 'file', kind }} size="lg" className="mb-3" />
      <h2 className="text-lg font-bold [overflow-wrap:anywhere]">
        <bdi>{name}</bdi>
      </h2>
      <p className="text-muted">
        {projectFiles.kinds[kind]} · {sizeInWords(size)}
      </p>
      <p className="text-muted">{t.details.by(personName(uploadedBy), exactTime(uploadedAt))}</p>
      <p className="mt-3 text-muted">{why ?? t.noPreviewText}</p>
      <a href={url} download={name} className={buttonClass('primary', 'md', 'mt-4')}>
        <Download aria-hidden="true" />
        {projectFiles.download}
      </a>
    </div>
  )
}
