import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Shows recovery codes this once. */
export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { shell } = useWords()
  const { security: t } = useMoreWords()
  const report = useReport()
  const [isCopied, setIsCopied] = useState(false)

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(codes.join('\n'))
      setIsCopied(true)
    } catch (error) {
      report(t.notCopied, error)
    }
  }

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.codesTitle}
      text={t.codesShownOnce}
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
            {t.codesKept}
          </Button>
        </>
      }
    >
      <ol
        aria-label={t.codes}
        dir="ltr"
        className="grid gap-x-6 gap-y-2 rounded-md bg-sunken p-4 font-mono text-sm sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </Dialog>
  )
}
