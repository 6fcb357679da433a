import clsx from 'clsx'
import { QrCode as QrIcon, Share2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { QrCode } from '../../design/qr-code.tsx'
import { CopyButton } from '../../live/copy-button.tsx'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'

type ShareLinkProps = {
  link: string
  /** What it is a way into: told to the app that it is handed to. */
  into: string
  /** Whether the pattern is shown from the beginning. */
  hasPattern?: boolean
  className?: string
}

/** A link that lets people in, to be copied, handed to another app, or read by a camera. */
export function ShareLink({ link, into, hasPattern = false, className }: ShareLinkProps) {
  const { invitations: t } = useMoreWords()
  const report = useReport()
  const [isPattern, setIsPattern] = useState(hasPattern)

  async function share(): Promise<void> {
    await navigator.share({ title: t.shareText(into), url: link }).catch((error: unknown) => {
      // Whoever closes the list of apps has changed their mind, no more.
      if (!(error instanceof DOMException && error.name === 'AbortError')) report(t.notShared, error)
    })
  }

  return (
    <div className={clsx('flex flex-col gap-3', className)}>
      <input
        readOnly
        data-autofocus
        dir="ltr"
        aria-label={t.link}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        className="h-control w-full rounded-md border border-line-strong bg-sunken px-3 font-mono text-sm"
      />
      <div className="flex flex-wrap gap-2">
        <CopyButton text={link} words={t} />
        {'share' in navigator && (
          <Button icon={<Share2 aria-hidden="true" />} onClick={() => void share()}>
            {t.share}
          </Button>
        )}
        <Button aria-expanded={isPattern} icon={<QrIcon aria-hidden="true" />} onClick={() => setIsPattern(!isPattern)}>
          {isPattern ? t.hideCode : t.showCode}
        </Button>
      </div>
      {isPattern && <QrCode text={link} label={t.code} />}
    </div>
  )
}

/** What is given on to let somebody into the place. */
export const inviteLink = (code: string): string => `${location.origin}/join/${code}`
