import { Dialog } from '../../design/dialog.tsx'
import { useMoreWords } from '../../words/more-words.ts'
import { useWords } from '../../words/words.ts'
import { KeysList } from './keys-list.tsx'

export { KeysList } from './keys-list.tsx'

/** Everything that keys do. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { shell } = useWords()
  const { keys: t } = useMoreWords()
  return (
    <Dialog isOpen onIsOpenChange={onClose} title={t.title} text={t.text} closeLabel={shell.close} size="lg">
      <KeysList heading="h3" />
    </Dialog>
  )
}
