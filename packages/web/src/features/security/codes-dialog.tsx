import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { CopyButton } from '../../live/copy-button.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Shows recovery codes this once. */
export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { shell } = useWords()
  const { security: t } = useMoreWords()

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.codesTitle}
      text={t.codesShownOnce}
      closeLabel={shell.close}
      footer={
        <>
          <CopyButton text={codes.join('\n')} words={t} />
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
