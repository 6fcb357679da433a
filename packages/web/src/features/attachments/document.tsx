import type { Attachment } from '@kith/protocol/uploads.ts'
import { Download, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { Scrim } from '../../design/dialog.tsx'
import { IconButton } from '../../design/icon-button.tsx'
import { Spinner } from '../../design/spinner.tsx'
import { usePdfCopy } from '../../live/use-pdf-copy.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'

interface DocumentProps {
  attachment: Attachment
  onClose: () => void
}

/**
 * A PDF in the browser's own viewer, which runs nothing of it in our name: the bytes are given to it as PDF, whatever
 * they are. A frame with a sandbox shows none.
 */
export function Document({ attachment, onClose }: DocumentProps) {
  const { attachments: t } = useMoreWords()
  const { name, size, url } = attachment
  const { src, isFailed } = usePdfCopy(url)
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Scrim isOpen />
        <Radix.Content
          aria-describedby={undefined}
          className="motion-rise fixed inset-0 z-50 mx-auto flex max-w-5xl flex-col bg-raised shadow-float outline-none md:inset-6 md:rounded-lg"
        >
          <header className="flex shrink-0 items-center gap-1 py-2 ps-5 pe-2">
            <div className="flex min-w-0 grow flex-col text-sm">
              <Radix.Title className="truncate font-semibold">
                <bdi>{name}</bdi>
              </Radix.Title>
              <span className="text-muted">{sizeInWords(size)}</span>
            </div>
            <a
              href={`${url}?download=1`}
              download={name}
              aria-label={t.downloadNamed(name)}
              className="flex size-control items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <Download aria-hidden="true" className="size-5" />
            </a>
            <Radix.Close asChild>
              <IconButton label={t.viewer.close} icon={<X />} hasTooltip={false} />
            </Radix.Close>
          </header>
          {src !== null ? (
            <iframe src={src} title={name} className="min-h-0 grow bg-sunken md:rounded-b-lg" />
          ) : (
            <div className="flex grow items-center justify-center gap-3 p-8 text-muted">
              {isFailed ? (
                <p role="alert">{t.pdf.unreadable}</p>
              ) : (
                <>
                  <Spinner className="size-5" />
                  <output>{t.pdf.loading}</output>
                </>
              )}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
