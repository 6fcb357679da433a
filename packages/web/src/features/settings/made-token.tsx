import { Button } from '../../design/button.tsx'
import { Dialog } from '../../design/dialog.tsx'
import { CopyButton } from '../../live/copy-button.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'

/** Shows a token this once: what is not copied here is lost. */
export function MadeToken({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { shell } = useWords()
  const { settings } = useMoreWords()
  const t = settings.tokens

  return (
    <Dialog
      isOpen
      onIsOpenChange={onClose}
      title={t.made}
      text={t.madeText}
      closeLabel={shell.close}
      footer={
        <>
          <CopyButton text={secret} words={t} />
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
    </Dialog>
  )
}
