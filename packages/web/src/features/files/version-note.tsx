import { History } from 'lucide-react'
import { Banner } from '../../design/banner.tsx'
import { Button } from '../../design/button.tsx'
import { useFileWords } from '../../words/file-words.ts'
import type { PreviewProps } from './preview-props.ts'
import { useRestoring } from './use-restoring.ts'

interface VersionNoteProps extends Pick<PreviewProps, 'entry' | 'rights'> {
  number: number
  onNewest: () => void
}

/** That an older version is looked at, and the ways on from it. */
export function VersionNote({ entry, rights, number, onNewest }: VersionNoteProps) {
  const { filePreview: t } = useFileWords()
  const { restore, restoring } = useRestoring(entry, onNewest)
  return (
    <Banner
      tone="warning"
      icon={<History aria-hidden="true" />}
      action={
        <span className="flex shrink-0 gap-1">
          {rights.mayEdit && (
            <Button size="sm" isLoading={restoring === number} onClick={() => restore(number)}>
              {t.versions.restore}
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={onNewest}>
            {t.versions.toNewest}
          </Button>
        </span>
      }
    >
      {t.versions.looking(number)}
    </Banner>
  )
}
