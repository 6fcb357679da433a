import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Shows a token this once: what is not copied here is lost. */
export function MadeToken({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { shell } = useWords()
  const { settings } = useMoreWords()
  const t = settings.tokens
  const report = useReport()
  const [isCopied, setIsCopied] = useState(false)

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret)
      setIsCopied(true)
    } catch (error) {
      report(t.notCopied, error)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.made}
      text={t.madeText}
      closeLabel={shell.close}
      footer={
        <>
          <Button
            icon={isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            onClick={() => void copy()}
          >
            {isCopied ? t.copied : t.copy}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      <input
        readOnly
        data-autofocus
        dir="ltr"
        aria-label={t.token}
        value={secret}
        onFocus={(event) => event.currentTarget.select()}
        className="h-control w-full rounded-md border border-line-strong bg-sunken px-3 font-mono text-sm"
      />
      <output className="sr-only">{isCopied && t.copied}</output>
    </Dialog>
  )
}
