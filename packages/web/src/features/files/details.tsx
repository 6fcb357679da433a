import { Link } from '@tanstack/react-router'
import { ChevronRight, Copy, Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../design/icon-button.tsx'
import { showToast } from '../../design/toast.ts'
import { personName } from '../../live/naming.ts'
import { useReport } from '../../live/use-report.ts'
import { exactTime } from '../../words/dates.ts'
import { useFileWords } from '../../words/file-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import type { PreviewPaneProps } from './preview-props.ts'
import { SharedIn } from './shared-in.tsx'

/** What is known of a file. */
export function Details({ entry, path, shown }: PreviewPaneProps) {
  const { projectFiles, filePreview } = useFileWords()
  const { details: t } = filePreview
  const report = useReport()
  const { projectId, createdAt, pinnedAt } = entry
  const { kind, size, width, height, sha256, number, uploadedBy, uploadedAt } = shown

  async function copySha(): Promise<void> {
    try {
      await navigator.clipboard.writeText(sha256)
      showToast({ id: 'files', tone: 'positive', title: t.shaCopied })
    } catch (error) {
      report(t.shaNotCopied, error)
    }
  }

  return (
    // Long names and many shares are scrolled by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div tabIndex={0} className="h-full overflow-y-auto overscroll-contain px-4 py-3 outline-offset-[-2px]">
      {pinnedAt !== null && (
        <p className="mb-3 flex w-fit items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-0.5 text-sm text-on-accent-soft">
          <Pin aria-hidden="true" className="size-3.5 fill-current" />
          {projectFiles.pinned}
        </p>
      )}
      <dl className="flex flex-col gap-3 text-sm">
        <Fact name={t.kind}>
          {projectFiles.kinds[kind]}
          {width !== null && height !== null && ` · ${t.pixels(width, height)}`}
        </Fact>
        <Fact name={t.size}>{sizeInWords(size)}</Fact>
        <Fact name={t.place}>
          <span className="flex flex-wrap items-center">
            <Link
              to="/projects/$projectId/files"
              params={{ projectId }}
              className="rounded-sm font-medium text-accent-text hover:underline"
            >
              {projectFiles.top}
            </Link>
            {path.map(({ id, name }) => (
              <span key={id} className="flex min-w-0 items-center">
                <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-faint rtl:-scale-x-100" />
                <Link
                  to="/projects/$projectId/files/$entryId"
                  params={{ projectId, entryId: id }}
                  className="truncate rounded-sm font-medium text-accent-text hover:underline"
                >
                  <bdi>{name}</bdi>
                </Link>
              </span>
            ))}
          </span>
        </Fact>
        <Fact name={t.version}>
          {number}
          {number !== entry.version && ` / ${entry.version}`}
        </Fact>
        <Fact name={t.changed}>{t.by(personName(uploadedBy), exactTime(uploadedAt))}</Fact>
        <Fact name={t.added}>{exactTime(createdAt)}</Fact>
        <Fact name={t.sha256}>
          <span className="flex items-center gap-1">
            <code className="min-w-0 grow truncate font-mono text-xs">{sha256}</code>
            <IconButton
              size="sm"
              label={t.copySha}
              icon={<Copy />}
              hasTooltip={false}
              onClick={() => void copySha()}
              className="-my-2"
            />
          </span>
        </Fact>
      </dl>
      <SharedIn entry={entry} />
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3">
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
